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
    case .paymentCredited:
      self.init(
        .alreadyExists,
        "This payment was credited before: to somebody else, for other coins, or another amount.",
        facts: [JSONValue.Member("field", .string("transactionId"))])
    case .paidInFuture:
      self.init(field: "at", .notAllowed, "A payment that is recorded was taken before now.")
    }
  }
}
