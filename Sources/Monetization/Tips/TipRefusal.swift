/// Why a tip is not sent, or settings of tips are not saved.
package enum TipRefusal: FeatureRefusal {
  case payment(PaymentRefusal)
  /// A tip has at least so many coins.
  case belowMinimum(Int64)
  /// A tip has at most so many coins.
  case aboveMaximum(Int64)
  /// Settings: the minimum is below one coin or above the maximum.
  case maximumBelowMinimum
  /// Settings: too many presets, or one outside of minimum and maximum.
  case presetsOutOfBounds

  package var stored: StoredRefusal? {
    switch self {
    case .payment(let refusal): refusal.stored(1)
    case .belowMinimum, .aboveMaximum, .maximumBelowMinimum, .presetsOutOfBounds: nil
    }
  }

  package init?(_ stored: StoredRefusal) {
    guard stored.number == 1, let refusal = PaymentRefusal(stored) else { return nil }
    self = .payment(refusal)
  }
}
