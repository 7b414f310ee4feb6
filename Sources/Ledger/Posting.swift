import Money

/// The kind of a posting's line on a statement.
///
/// The numbers are stored and never reused.
package enum LineKind: UInt8, Sendable, CaseIterable {
  case purchase = 1
  case bonus = 2
  case giftSent = 3
  case giftReceived = 4
  case tipSent = 5
  case tipReceived = 6
  case streamAccess = 7
  case streamEarning = 8
  case callCharge = 9
  case callEarning = 10
  case viewingCharge = 11
  case viewingEarning = 12
  case commission = 13
  case withdrawal = 14
  case refund = 15
  case adminAdjustment = 16
  /// The platform's side of a movement, which no statement shows.
  case counterpart = 17
}

/// The state of an account after a posting.
package struct PostingState: Hashable, Sendable {
  package let balance: Int64
  /// The cumulative inflow; the cumulative outflow is ``inflow`` − ``balance``.
  package let inflow: Int64

  package init(balance: Int64, inflow: Int64) {
    self.balance = balance
    self.inflow = inflow
  }
}

/// One line of a transaction: an account and the quantity added to it.
package struct Posting: Hashable, Sendable {
  package let account: AccountKey
  package let line: LineKind
  /// Signed, in the account's unit, never 0.
  package let quantity: Int64
  package let after: PostingState
  /// The entry of the account's previous posting; statements follow these links back.
  package let previous: EntryPosition

  package init(
    account: AccountKey, line: LineKind, quantity: Int64, after: PostingState,
    previous: EntryPosition
  ) {
    self.account = account
    self.line = line
    self.quantity = quantity
    self.after = after
    self.previous = previous
  }

  /// The balance before this posting.
  package var balanceBefore: Int64 { after.balance - quantity }

  /// Writes the stored form.
  package func encode(into writer: inout ByteWriter) {
    writer.write(account.owner.rawValue)
    writer.write(account.kind.rawValue)
    writer.write(UInt64(account.unit.rawValue))
    writer.write(line.rawValue)
    writer.write(quantity)
    writer.write(after.balance)
    writer.write(after.inflow)
    writer.write(previous.rawValue)
  }

  /// Reads the stored form.
  ///
  /// - Throws: ``DecodingFault``.
  package init(from reader: inout ByteReader) throws(DecodingFault) {
    let owner = OwnerID(rawValue: try reader.integer())
    let kindNumber = try reader.byte()
    guard let kind = AccountKind(rawValue: kindNumber) else {
      throw .unknownCase("account kind", UInt64(kindNumber))
    }
    let unitNumber = try reader.unsigned()
    guard let small = UInt16(exactly: unitNumber), let unit = AmountUnit(rawValue: small) else {
      throw .unknownCase("unit", unitNumber)
    }
    let lineNumber = try reader.byte()
    guard let line = LineKind(rawValue: lineNumber) else {
      throw .unknownCase("line", UInt64(lineNumber))
    }
    self.line = line
    account = AccountKey(owner, kind, unit)
    quantity = try reader.integer()
    after = PostingState(balance: try reader.integer(), inflow: try reader.integer())
    previous = EntryPosition(rawValue: try reader.integer())
  }
}
