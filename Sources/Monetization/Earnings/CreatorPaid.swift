package import Ledger
package import Money

/// A viewer paid a creator: the one fact of gifts, tips and whatever else creators earn by.
///
/// Earnings, supporters, totals, verification and live earnings read it alone. What is special
/// about a source stands in a second fact behind it.
package struct CreatorPaid: Equatable, Sendable {
  /// The transaction that moved the coins.
  package let transaction: TransactionID
  package let payer: UserID
  package let creator: UserID
  /// What was paid for, such as a gift of the catalog; ``OwnerID/global`` for the creator alone.
  package let subject: OwnerID
  package let place: PaymentPlace
  /// What the payer paid.
  package let coins: Coins
  /// What was added to the creator's earnings, from which source, with the rate that was used.
  package let split: RecordedSplit
  /// The texts of the entry, in its order.
  package let texts: TextKinds
}

extension CreatorPaid: FactBody {
  package static let kind = FactKind.creatorPaid

  package func encode(into writer: inout ByteWriter) {
    writer.write(transaction.rawValue)
    writer.write(payer.rawValue)
    writer.write(creator.rawValue)
    writer.write(subject.rawValue)
    writer.write(place.stream?.rawValue)
    writer.write(place.post)
    writer.write(coins.count)
    split.encode(into: &writer)
    writer.write(texts.rawValue)
  }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    transaction = TransactionID(try reader.integer())
    payer = UserID(try reader.integer())
    creator = UserID(try reader.integer())
    subject = OwnerID(rawValue: try reader.integer())
    place = PaymentPlace(
      stream: try reader.optionalInteger().map { StreamID($0) }, post: try reader.optionalText())
    coins = Coins(try reader.integer())
    split = try RecordedSplit(from: &reader)
    texts = TextKinds(rawValue: try reader.byte())
  }

  package func read(by reader: inout some FactReader, in context: FactContext) {
    reader.paid(self, in: context.entry)
    reader.add(self, split, sign: 1, at: context.entry.stamp.time)
    // A gift is shown with what its own fact says.
    guard split.source != .gift else { return }
    let shown = RoomPayment(self, at: context.entry.position)
    if let stream = place.stream { reader.published(.paid(shown), in: .stream(stream)) }
    reader.published(.paid(shown), in: .feed(creator))
  }
}

/// Where a payment was made: what its room and its post show.
package struct PaymentPlace: Equatable, Sendable {
  package var stream: StreamID?
  /// The integrator's own id of a post.
  package var post: String?

  package init(stream: StreamID? = nil, post: String? = nil) {
    self.stream = stream
    self.post = post
  }
}

/// Which personal texts an entry has beside it; they stand in the order of these numbers.
package struct TextKinds: OptionSet, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// What a viewer says with a payment.
  package static let message = TextKinds(rawValue: 1)
  /// What an integrator keeps with a payment, as ``Metadata/text``.
  package static let metadata = TextKinds(rawValue: 2)

  /// The place of a kind among the entry's texts; nil when there is none of it.
  package func place(of kind: TextKinds) -> Int? {
    guard contains(kind) else { return nil }
    return (rawValue & (kind.rawValue - 1)).nonzeroBitCount
  }
}

/// A split as it was made, so that a reversal can return exactly it.
package struct RecordedSplit: Equatable, Sendable {
  package let source: EarningSource
  package let unit: AmountUnit
  package let gross: Int64
  package let commission: Int64
  /// The share of the rule that was in force.
  package let share: BasisPoints
  /// The carried fraction before and after.
  package let carryBefore: Carry
  package let carryAfter: Carry

  /// What the creator keeps.
  package var net: Int64 { gross - commission }
}

extension RecordedSplit {
  func encode(into writer: inout ByteWriter) {
    writer.write(source.rawValue)
    writer.write(UInt64(unit.rawValue))
    writer.write(gross)
    writer.write(commission)
    writer.write(UInt64(share.rawValue))
    writer.write(carryBefore.parts)
    writer.write(carryAfter.parts)
  }

  init(from reader: inout ByteReader) throws(DecodingFault) {
    source = try reader.enumeration(EarningSource.self, "earning source")
    guard let unit = UInt16(exactly: try reader.unsigned()).flatMap(AmountUnit.init(rawValue:))
    else { throw .malformed }
    self.unit = unit
    gross = try reader.integer()
    commission = try reader.integer()
    guard let share = UInt16(exactly: try reader.unsigned()).flatMap(BasisPoints.init(rawValue:)),
      let before = Carry(parts: try reader.integer()),
      let after = Carry(parts: try reader.integer())
    else { throw .malformed }
    self.share = share
    carryBefore = before
    carryAfter = after
  }
}

extension FactReader {
  /// Adds a payment to the sums that every source has, or takes it out of them again.
  mutating func add(
    _ payment: CreatorPaid, _ split: RecordedSplit, sign: Int64, at time: Timestamp
  ) {
    let (payer, creator) = (payment.payer.rawValue, payment.creator.rawValue)
    let coins = sign * payment.coins.count
    let (day, source) = (Int64(days.day(of: time)), Int64(split.source.rawValue))
    let unit = Int64(split.unit.rawValue)
    added(
      .sums(sign * split.gross, sign * split.commission, sign),
      to: SumKey(creator, day, source, unit), of: .earnings)
    added(.sums(coins, sign), to: SumKey(creator, payer), of: .supporters)
    added(.sums(coins, sign), to: SumKey(creator, day, payer), of: .supporterDays)
    // Gifts are counted by the piece: their own fact says how many.
    if split.source != .gift {
      added(.sums(sign, coins), to: SumKey(creator, source, unit), of: .received)
    }
    added(.sums(0, coins), to: SumKey(payer), of: .users)
    if split.source == .tip { addTip(payment, sign: sign) }
    guard split.unit == .coin else { return }
    added(.sums(0, 0, sign * split.gross), to: SumKey(creator), of: .users)
  }
}

extension JournalEntry {
  /// The payment to a creator that a transaction of the entry moves; nil when it moves none.
  package func payment(of transaction: TransactionID) -> CreatorPaid? {
    for case .creatorPaid(let payment) in facts where payment.transaction == transaction {
      return payment
    }
    return nil
  }
}
