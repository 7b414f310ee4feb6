import Money

/// A balance with what is needed to prove it.
package struct Account: Hashable, Sendable {
  package let key: AccountKey
  /// The sum of all postings; within ±``Amount/balanceMax``.
  package private(set) var balance: Int64
  /// Everything that ever came in; what went out is ``inflow`` − ``balance``.
  ///
  /// An "in" covers an interval of the cumulative inflow, an "out" one of the cumulative
  /// outflow; first in, first out, their overlap tells which "in" paid for which "out".
  package private(set) var inflow: Int64
  /// The entry of the newest posting, where a statement starts.
  package private(set) var last: EntryPosition
  /// The stamp of the newest posting; every later one is above it.
  package private(set) var lastStamp: Stamp
  /// The UTC day of the newest outgoing posting.
  package private(set) var outflowDay: Int32
  /// The part of ``outflow`` that was not spent on that day, so that what was spent is exact.
  package private(set) var outflowBeside: Int64

  /// An account that never moved.
  package init(_ key: AccountKey) {
    self.key = key
    balance = 0
    inflow = 0
    last = .none
    lastStamp = .zero
    outflowDay = 0
    outflowBeside = 0
  }

  /// Everything that ever went out, as a non-negative number.
  package var outflow: Int64 { inflow - balance }

  /// What was spent on one UTC day; only exact for the newest day of the account.
  ///
  /// What an administrator takes in correction is not spent.
  package func spent(on day: Int32) -> Int64 {
    day == outflowDay ? outflow - outflowBeside : 0
  }

  /// Whether the account can take a posting of `quantity` and stay within its bounds.
  package func canTake(_ quantity: Int64) -> Bool {
    let (sum, overflow) = balance.addingReportingOverflow(quantity)
    guard !overflow, sum.magnitude <= Amount.balanceMax.magnitude else { return false }
    guard inflow <= Self.inflowMax - max(0, quantity) else { return false }
    return sum >= 0 || !key.kind.staysNonNegative || quantity >= 0
  }

  /// The most that may ever come in, so that ``outflow`` stays exact at every balance.
  private static let inflowMax = Int64.max - Amount.balanceMax

  /// Takes a posting on.
  ///
  /// - Parameters:
  ///   - quantity: The signed amount in the account's unit; ``canTake(_:)`` must hold.
  ///   - line: What the posting is called on a statement.
  ///   - position: The entry that the posting stands in.
  ///   - stamp: The entry's stamp, not below ``lastStamp``.
  /// - Returns: The posting as recorded: balance and inflow after it, and the one before it.
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
  /// - Throws: ``DecodingFault``; ``DecodingFault/malformed`` also where no postings can have made
  ///   such an account.
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

  /// Whether postings can have made this account; the rules count on it.
  private var isPossible: Bool {
    guard balance.magnitude <= Amount.balanceMax.magnitude,
      (0...Self.inflowMax).contains(inflow), inflow >= balance,
      last.rawValue >= 0, lastStamp >= .zero
    else { return false }
    return (0...outflow).contains(outflowBeside)
      && (balance >= 0 || !key.kind.staysNonNegative)
  }
}
