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
      self.init(rule: "coinPrice", "A gift costs at least \(CoinWords.mark(1)).")
    case .dollarPriceOutOfBounds:
      self.init(rule: "usdPrice", "A price in dollars is at least one cent.")
    case .stockOutOfBounds:
      self.init(rule: "remaining", "A stock is not negative.")
    case .burstBelowRate:
      self.init(rule: "giftSendsBurst", "The burst is at least the sends per second.")
    case .burstAboveMaximum:
      self.init(rule: "giftSendsBurst", "The burst is at most a million sends.")
    case .spendingLimitNegative:
      self.init(rule: "dailySpendingLimit", "A limit is not negative.")
    }
  }
}
