package import Ledger
package import Monetization
package import Money

/// Payments that are shown as one: of one payer for one thing, or of a crowd.
package struct PaymentAnimation: Equatable, Sendable {
  package let source: EarningSource
  /// What was paid for, such as a gift of the catalog.
  package let subject: OwnerID
  /// Nil for a crowd: payments of several people that could not be shown one by one in time.
  package let payer: UserID?
  /// The newest payment's transaction.
  package private(set) var transaction: TransactionID
  /// Gifts; payments where each is one.
  package private(set) var quantity: Int64
  package private(set) var coins: Coins
  /// The newest gift's combo; nil for what is not counted in combos.
  package private(set) var combo: Combo?
  /// The journal entry that has the newest message; nil when there is none.
  package private(set) var message: MessagePlace?

  /// A run of the same gift.
  package struct Combo: Equatable, Sendable {
    package let id: TransactionID
    package let count: Int64
  }

  /// Where a message stands: the entry, and the place among its texts.
  package struct MessagePlace: Equatable, Sendable {
    package let position: EntryPosition
    package let place: Int
  }

  init(_ paid: RoomPayment, isOfCrowd: Bool = false) {
    let payment = paid.payment
    source = payment.split.source
    subject = payment.subject
    payer = isOfCrowd ? nil : payment.payer
    transaction = payment.transaction
    quantity = paid.quantity
    coins = payment.coins
    combo = paid.combo
    message = isOfCrowd ? nil : paid.message
  }

  /// Adds a later payment.
  mutating func merge(_ paid: RoomPayment) {
    transaction = paid.payment.transaction
    quantity = clampedSum(quantity, paid.quantity)
    coins = Coins(clampedSum(coins.count, paid.payment.coins.count))
    combo = paid.combo
    if payer != nil, let newer = paid.message { message = newer }
  }
}

extension RoomPayment {
  var quantity: Int64 { gift?.quantity ?? 1 }

  fileprivate var combo: PaymentAnimation.Combo? {
    gift.map { PaymentAnimation.Combo(id: $0.combo, count: $0.comboCount) }
  }

  fileprivate var message: PaymentAnimation.MessagePlace? {
    payment.texts.place(of: .message).map {
      PaymentAnimation.MessagePlace(position: position, place: $0)
    }
  }
}

/// A sum that stays at the edge instead of trapping; no real sum of payments comes near it.
func clampedSum(_ left: Int64, _ right: Int64) -> Int64 {
  let (sum, overflow) = left.addingReportingOverflow(right)
  return overflow ? (right > 0 ? .max : .min) : sum
}
