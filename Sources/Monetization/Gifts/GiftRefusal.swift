/// Why a gift is not sent or saved.
package enum GiftRefusal: FeatureRefusal {
  case payment(PaymentRefusal)
  /// Fewer are left than asked for.
  case outOfStock(remaining: Int64)
  /// A gift costs at least one coin, at most what one operation moves.
  case coinPriceOutOfBounds
  /// A price in dollars is at least one cent, at most what one operation moves.
  case dollarPriceOutOfBounds
  /// A stock is not negative, and at most what a balance holds.
  case stockOutOfBounds
  /// Settings: the burst is below the sends per second.
  case burstBelowRate
  /// Settings: more sends than anybody may make at once.
  case burstAboveMaximum
  /// Settings: a limit of spending is negative.
  case spendingLimitNegative

  package var stored: StoredRefusal? {
    switch self {
    case .outOfStock(let remaining): StoredRefusal(1, remaining)
    case .payment(let refusal): refusal.stored(2)
    case .coinPriceOutOfBounds, .dollarPriceOutOfBounds, .stockOutOfBounds, .burstBelowRate,
      .burstAboveMaximum, .spendingLimitNegative:
      nil
    }
  }

  package init?(_ stored: StoredRefusal) {
    switch (stored.number, stored.values.count) {
    case (1, 1): self = .outOfStock(remaining: stored.values[0])
    case (2, _):
      guard let refusal = PaymentRefusal(stored) else { return nil }
      self = .payment(refusal)
    default: return nil
    }
  }
}
