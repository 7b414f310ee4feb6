import JSON
import Monetization

extension Problem {
  init(_ refusal: UserRefusal) {
    switch refusal {
    case .suspended:
      self.init(.accountSuspended, "This account is suspended; its balance is kept.")
    case .spendingLimitNegative:
      self.init(rule: "dailySpendingLimit", "A limit is not negative.")
    }
  }
}
