import JSON
import Monetization

extension Problem {
  init(_ refusal: UserRefusal) {
    switch refusal {
    case .suspended:
      self.init(.accountSuspended, "This account is suspended; its balance is kept.")
    case .idReserved:
      self.init(
        field: "id", .notAllowed,
        "No user can have this id: it is a word of the API's addresses, or an id of Ovation's.")
    case .spendingLimitNegative:
      self.init(field: "dailySpendingLimit", .notAllowed, "A limit is not negative.")
    }
  }
}
