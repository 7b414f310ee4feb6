import JSON
import Monetization

extension Problem {
  init(_ refusal: PurchaseRefusal) {
    switch refusal {
    case .priceNotInCurrency:
      self.init(rule: "currency", "This package has no price in that currency for you.")
    case .otherGateway:
      self.init(rule: "gateway", "This purchase is at another gateway.")
    case .paymentCredited:
      self.init(
        .alreadyExists,
        "This payment was credited before: to somebody else, for other coins, or another amount.",
        facts: [JSONValue.Member("field", .string("transactionId"))])
    case .paidInFuture:
      self.init(rule: "at", "A payment that is recorded was taken before now.")
    }
  }
}
