import JSON
import Monetization

extension Problem {
  init(_ refusal: PurchaseRefusal) {
    switch refusal {
    case .priceNotInCurrency:
      self.init(
        field: "currency", .notAllowed, "This package has no price in that currency for you.")
    case .otherGateway:
      self.init(field: "gateway", .notAllowed, "This purchase is at another gateway.")
    }
  }
}
