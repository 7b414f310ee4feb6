import JSON
import Monetization

extension Problem {
  init(_ refusal: UserRefusal) {
    switch refusal {
    case .suspended:
      self.init(.accountSuspended, "This account is suspended; its balance is kept.")
    case .spendingLimitNegative:
      self.init(field: "dailySpendingLimit", .notAllowed, "A limit is not negative.")
    }
  }
}
