package import Ledger
import Money

/// What a payment for a gift says beyond ``CreatorPaid``, which stands before it.
package struct GiftSent: FactBody {
  package static let kind = FactKind.giftSent
  package let quantity: Int64
  /// The transaction of the gift that began the combo.
  package let combo: TransactionID
  /// How many gifts the combo has with this send.
  package let comboCount: Int64
  /// Whether the gift has a stock, which is less by ``quantity`` from then on.
  package let isLimited: Bool

  package init(quantity: Int64, combo: TransactionID, comboCount: Int64, isLimited: Bool) {
    self.quantity = quantity
    self.combo = combo
    self.comboCount = comboCount
    self.isLimited = isLimited
  }

  package func encode(into writer: inout ByteWriter) {
    writer.write(quantity)
    writer.write(combo.rawValue)
    writer.write(comboCount)
    writer.write(isLimited)
  }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    quantity = try reader.integer()
    combo = TransactionID(try reader.integer())
    comboCount = try reader.integer()
    isLimited = try reader.bool()
  }

  package func read(by reader: inout some FactReader, in context: FactContext) {
    guard let payment = context.payment else { return }
    let sent = SentGift(payment: payment, detail: self)
    if isLimited { reader.changed(OwnerID(sent.gift)) }
    reader.added(.sums(quantity), to: SumKey(sent.gift.rawValue), of: .giftUsage)
    let coins = payment.coins.count
    reader.added(.sums(0, 0, 0, quantity, coins), to: SumKey(sent.sender.rawValue), of: .users)
    reader.added(
      .sums(0, 0, 0, 0, 0, quantity, coins), to: SumKey(sent.receiver.rawValue), of: .users)
    let split = payment.split
    reader.added(
      .sums(quantity, coins),
      to: SumKey(
        sent.receiver.rawValue, Int64(split.source.rawValue), Int64(split.unit.rawValue)),
      of: .received)
    if let stream = sent.stream {
      reader.added(.sums(quantity, coins), to: SumKey(stream.rawValue), of: .streamGifts)
      let shown = RoomPayment(payment, gift: self, at: context.entry.position)
      reader.published(.paid(shown), in: .stream(stream))
    }
    if let post = sent.post {
      reader.received(quantity, coins: coins, at: context.entry.position, onPost: post)
    }
  }

  /// Reads a gift as entries of version 1 and 2 have it: with its payment in one fact.
  ///
  /// - Throws: ``DecodingFault``.
  static func unversioned(
    from reader: inout ByteReader
  ) throws(DecodingFault) -> (CreatorPaid, GiftSent) {
    let transaction = TransactionID(try reader.integer())
    let sender = UserID(try reader.integer())
    let receiver = UserID(try reader.integer())
    let gift = OwnerID(rawValue: try reader.integer())
    let quantity = try reader.integer()
    let coins = Coins(try reader.integer())
    let split = try RecordedSplit(from: &reader)
    let stream = try reader.optionalInteger().map { StreamID($0) }
    let post = try reader.optionalText()
    let combo = TransactionID(try reader.integer())
    let comboCount = try reader.integer()
    let texts: TextKinds = try reader.bool() ? .message : []
    let payment = CreatorPaid(
      transaction: transaction, payer: sender, creator: receiver, subject: gift,
      place: PaymentPlace(stream: stream, post: post), coins: coins, split: split, texts: texts)
    // Whether there was a stock is not said; nobody remembers a gift of then.
    let detail = GiftSent(
      quantity: quantity, combo: combo, comboCount: comboCount, isLimited: false)
    return (payment, detail)
  }
}
