import Application

extension Permission {
  static let buyCoins = Permission("buyCoins", of: .user)
  static let readOwnPurchases = Permission("readOwnPurchases", of: .user)
  static let recordPurchases = Permission("recordPurchases", of: .recorder)
  static let readPurchases = Permission("readPurchases", of: .admin)
}

extension Feature {
  /// Buying coins.
  static let purchases = Feature(
    "purchases",
    PurchaseRoutes.endpoints + BuyRoutes.endpoints
      + RecordRoutes.endpoints + PaymentRoutes.endpoints)
}
