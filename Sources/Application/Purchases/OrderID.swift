package import Ledger
package import Monetization

/// The entity that order identifiers name.
package enum OrderEntity: Identified {
  package static let prefix = "ord"
}

/// What a purchase is called at a gateway: our own order number, unique as the purchase is.
package typealias OrderID = Identifier<OrderEntity>

extension Identifier where Entity == OrderEntity {
  /// The order of a purchase.
  package init(_ purchase: PurchaseID) { self.init(purchase.rawValue) }

  /// The purchase that was ordered.
  package var purchase: PurchaseID { PurchaseID(rawValue) }
}
