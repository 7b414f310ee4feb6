import Money

/// A balance with the data that proves it.
package struct Account: Hashable, Sendable {
  package let key: AccountKey
  /// The sum of all postings; within ±``Amount/balanceMax``.
  package private(set) var balance: Int64
  /// The cumulative inflow; the cumulative outflow is ``inflow`` − ``balance``.
  ///
  /// An incoming posting covers an interval of the cumulative inflow, an outgoing one of the
  /// cumulative outflow. First in, first out: where two intervals overlap, the incoming posting
  /// paid for the outgoing one.
  package private(set) var inflow: Int64
  /// The entry of the newest posting, where a statement starts.
  package private(set) var last: EntryPosition
  /// The stamp of the newest posting; later postings have greater stamps.
  package private(set) var lastStamp: Stamp
  /// The UTC day of the newest outgoing posting.
  package private(set) var outflowDay: Int32
  /// The part of ``outflow`` that was not spent on that day; the rest was.
  package private(set) var outflowBeside: Int64

  /// An account without postings.
  package init(_ key: AccountKey) {
    self.key = key
    balance = 0
    inflow = 0
    last = .none
    lastStamp = .zero
    outflowDay = 0
    outflowBeside = 0
  }

  /// The cumulative outflow, not negative.
  package var outflow: Int64 { inflow - balance }

  /// The amount spent on one UTC day; exact only for the newest day of the account.
  ///
  /// Corrections by an administrator do not count as spent.
  package func spent(on day: Int32) -> Int64 {
    day == outflowDay ? outflow - outflowBeside : 0
  }

  /// Whether a posting of `quantity` keeps the account within its bounds.
  package func canTake(_ quantity: Int64) -> Bool {
    let (sum, overflow) = balance.addingReportingOverflow(quantity)
    guard !overflow, sum.magnitude <= Amount.balanceMax.magnitude else { return false }
    guard inflow <= Self.inflowMax - max(0, quantity) else { return false }
    return sum >= 0 || !key.kind.staysNonNegative || quantity >= 0
  }

  /// The maximum cumulative inflow, so that ``outflow`` stays exact at every balance.
  private static let inflowMax = Int64.max - Amount.balanceMax

  /// Applies a posting.
  ///
  /// - Parameters:
  ///   - quantity: The signed amount in the account's unit; ``canTake(_:)`` must hold.
  ///   - line: The kind of the posting's line on a statement.
  ///   - position: The entry that contains the posting.
  ///   - stamp: The entry's stamp, not below ``lastStamp``.
  /// - Returns: The recorded posting, with balance and inflow after it and the position of the
  ///   previous one.
  package mutating func post(
    _ quantity: Int64, line: LineKind, at position: EntryPosition, stamp: Stamp
  ) -> Posting {
    precondition(canTake(quantity), "the rules decide within the account's bounds")
    precondition(stamp >= lastStamp, "order along an account never contradicts stamps")
    if quantity < 0 {
      if stamp.time.day != outflowDay {
        outflowDay = stamp.time.day
        outflowBeside = outflow
      }
      if line == .adminAdjustment { outflowBeside -= quantity }
    }
    balance += quantity
    if quantity > 0 { inflow += quantity }
    let posting = Posting(
      account: key, line: line, quantity: quantity,
      after: PostingState(balance: balance, inflow: inflow), previous: last)
    last = position
    lastStamp = stamp
    return posting
  }

  /// Writes the fields of the stored form: everything but the key.
  package func encodeFields(into writer: inout ByteWriter) {
    writer.write(balance)
    writer.write(inflow)
    writer.write(last.rawValue)
    writer.write(lastStamp.rawValue)
    writer.write(Int64(outflowDay))
    writer.write(outflowBeside)
  }

  /// Reads the fields of the account of `key`.
  ///
  /// - Throws: ``DecodingFault``; ``DecodingFault/malformed`` also if no postings can lead to such
  ///   an account.
  package init(_ key: AccountKey, from reader: inout ByteReader) throws(DecodingFault) {
    self.key = key
    balance = try reader.integer()
    inflow = try reader.integer()
    last = EntryPosition(rawValue: try reader.integer())
    lastStamp = Stamp(rawValue: try reader.integer())
    outflowDay = try reader.integer(as: Int32.self)
    outflowBeside = try reader.integer()
    guard isPossible else { throw .malformed }
  }

  /// Whether postings can lead to this account; the rules rely on it.
  private var isPossible: Bool {
    guard balance.magnitude <= Amount.balanceMax.magnitude,
      (0...Self.inflowMax).contains(inflow), inflow >= balance,
      last.rawValue >= 0, lastStamp >= .zero
    else { return false }
    return (0...outflow).contains(outflowBeside)
      && (balance >= 0 || !key.kind.staysNonNegative)
  }
}
