import JSON
import Monetization

extension Problem {
  init(_ refusal: GiftRefusal) {
    switch refusal {
    case .payment(let refusal): self.init(refusal, receiver: "receiverId")
    case .outOfStock(let remaining):
      self.init(
        .outOfStock, "Only \(remaining) of these gifts are left.",
        facts: [.init("remaining", .integer(remaining))])
    case .coinPriceOutOfBounds:
      self.init(field: "coinPrice", .notAllowed, "A gift costs at least one coin.")
    case .dollarPriceOutOfBounds:
      self.init(field: "usdPrice", .notAllowed, "A price in dollars is at least one cent.")
    case .stockOutOfBounds:
      self.init(field: "remaining", .notAllowed, "A stock is not negative.")
    case .burstBelowRate:
      self.init(
        field: "giftSendsBurst", .notAllowed, "The burst is at least the sends per second.")
    case .burstAboveMaximum:
      self.init(field: "giftSendsBurst", .notAllowed, "The burst is at most a million sends.")
    case .spendingLimitNegative:
      self.init(field: "dailySpendingLimit", .notAllowed, "A limit is not negative.")
    }
  }
}
