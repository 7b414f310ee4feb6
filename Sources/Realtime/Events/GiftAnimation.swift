package import Ledger
package import Monetization
package import Money

/// Gifts that are shown as one: of one sender and one kind, or of a crowd.
package struct GiftAnimation: Equatable, Sendable {
  /// The newest gift's transaction.
  package private(set) var transaction: TransactionID
  package let gift: GiftID
  /// Nil for a crowd: gifts of several senders that could not be shown one by one in time.
  package let sender: UserID?
  package private(set) var quantity: Int64
  package private(set) var coins: Coins
  /// The newest gift's combo.
  package private(set) var combo: TransactionID
  package private(set) var comboCount: Int64
  /// The journal entry whose first text is the newest message; nil when there is none.
  package private(set) var messagePosition: EntryPosition?

  init(_ sent: SentGift, at position: EntryPosition, isOfCrowd: Bool = false) {
    transaction = sent.transaction
    gift = sent.gift
    sender = isOfCrowd ? nil : sent.sender
    quantity = sent.quantity
    coins = sent.coins
    combo = sent.detail.combo
    comboCount = sent.detail.comboCount
    messagePosition = sent.payment.texts.contains(.message) && !isOfCrowd ? position : nil
  }

  /// Takes a later gift on.
  mutating func merge(_ sent: SentGift, at position: EntryPosition) {
    transaction = sent.transaction
    quantity = clampedSum(quantity, sent.quantity)
    coins = Coins(clampedSum(coins.count, sent.coins.count))
    combo = sent.detail.combo
    comboCount = sent.detail.comboCount
    if sent.payment.texts.contains(.message), sender != nil { messagePosition = position }
  }
}

/// A sum that stays at the edge instead of trapping; no real sum of gifts comes near it.
func clampedSum(_ left: Int64, _ right: Int64) -> Int64 {
  let (sum, overflow) = left.addingReportingOverflow(right)
  return overflow ? (right > 0 ? .max : .min) : sum
}
