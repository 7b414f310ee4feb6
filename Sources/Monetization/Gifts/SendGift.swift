import Ledger
import Money

/// A viewer sends gifts of one kind to a creator.
package struct SendGift: Rule {
  package typealias Made = SentGift

  package let sender: UserID
  package let receiver: UserID
  package let gift: GiftID
  /// 1 … ``quantityMax``.
  package let quantity: Int64
  package var stream: StreamID?
  /// The integrator's own id of a post.
  package var post: String?
  /// Cleaned text of at most 200 characters.
  package var message: String?
  package var metadata: Metadata?

  package init(sender: UserID, receiver: UserID, gift: GiftID, quantity: Int64) {
    self.sender = sender
    self.receiver = receiver
    self.gift = gift
    self.quantity = quantity
  }

  /// The most gifts of one send.
  package static let quantityMax: Int64 = 999

  /// What the rules read.
  package var footprint: Footprint {
    var owners = [OwnerID(sender), OwnerID(receiver), OwnerID(gift)]
    if let stream { owners.append(OwnerID(stream)) }
    return Footprint(owners: owners)
  }

  package var command: Command { .sendGift(self) }

  package static func made(by entry: JournalEntry) -> SentGift? { entry.sentGift }

  /// Refuses in this order: unknown, suspended, wrong room, oneself, no creator, bounds, stock,
  /// spending limit, balance.
  package func decide(in state: State, at moment: Moment) -> Decision {
    guard let payer = state.users.value(of: OwnerID(sender), Payer.init) else {
      return .refuse(.notFound(.user))
    }
    guard !payer.isSuspended else { return .refuse(.user(.suspended)) }
    guard let gift = state.gifts.value(of: OwnerID(gift), GiftTerms.init), gift.isActive else {
      return .refuse(.notFound(.gift))
    }
    if let refusal = receivingRefusal(
      of: receiver, paidBy: sender, in: stream, state, as: { .gift(.payment($0)) })
    {
      return .refuse(refusal)
    }
    guard let coins = price(of: gift) else { return .refuse(.wallet(.amountOutOfBounds)) }
    if let remaining = gift.remaining, remaining < quantity {
      return .refuse(.gift(.outOfStock(remaining: remaining)))
    }
    if let refusal = spendingRefusal(of: payer, spending: coins, in: state, at: moment) {
      return .refuse(refusal)
    }
    return send(gift, for: coins, in: state, at: moment)
  }

  private func price(of gift: GiftTerms) -> Coins? {
    guard (1...Self.quantityMax).contains(quantity) else { return nil }
    let (count, overflow) = gift.coinPrice.count.multipliedReportingOverflow(by: quantity)
    guard !overflow, (1...Amount.operationMax).contains(count) else { return nil }
    return Coins(count)
  }

  private func send(
    _ gift: GiftTerms, for coins: Coins, in state: State, at moment: Moment
  ) -> Decision {
    let texts = PaymentTexts(message: message, metadata: metadata)
    let payment = CreatorPayment(
      payer: sender, creator: receiver, source: .gift, coins: coins,
      usdCents: gift.usdCents.map { $0 * quantity }, subject: OwnerID(gift.id),
      place: PaymentPlace(stream: stream, post: post), texts: texts.kinds,
      kind: .gift, spentLine: .giftSent, receivedLine: .giftReceived)
    guard let paid = pay(payment, in: state, at: moment) else {
      return .refuse(.wallet(.amountOutOfBounds))
    }
    var sender = state.senders[OwnerID(sender)] ?? Sender(sender)
    let combo = sender.continueCombo(
      with: Combo(
        id: paid.fact.transaction, gift: gift.id, stream: stream.map { OwnerID($0) } ?? .global,
        receiver: OwnerID(receiver), count: quantity, lastAt: moment.time))
    var rows: [RowChange] = [.sender(sender), paid.carry]
    if let remaining = gift.remaining, var less = state.gifts[OwnerID(gift.id)] {
      less.remaining = remaining - quantity
      rows.append(.gift(less))
    }
    let sent = GiftSent(
      quantity: quantity, combo: combo.id, comboCount: combo.count,
      isLimited: gift.remaining != nil)
    return .accept(
      Delta(
        facts: [.creatorPaid(paid.fact), .giftSent(sent)], transactions: [paid.transaction],
        rows: rows, texts: texts.all))
  }
}

/// What a send reads of a gift.
private struct GiftTerms {
  let id: GiftID
  let coinPrice: Coins
  let usdCents: Int64?
  let remaining: Int64?
  let isActive: Bool

  init(_ gift: borrowing Gift) {
    id = gift.id
    coinPrice = gift.coinPrice
    usdCents = gift.usdCents
    remaining = gift.remaining
    isActive = gift.isActive
  }
}
