/// Why a purchase is not begun or not looked up.
package enum PurchaseRefusal: FeatureRefusal {
  /// The package has no price in that currency for this buyer.
  case priceNotInCurrency
  /// The purchase is at another gateway than the request says.
  case otherGateway
  /// The payment was credited before, by other facts than the integrator reports now.
  case paymentCredited
  /// The integrator says that the money will be taken.
  case paidInFuture

  package var stored: StoredRefusal? { nil }

  package init?(_ stored: StoredRefusal) { return nil }
}
