import JSON
import Monetization

extension Problem {
  init(_ refusal: UserRefusal) {
    switch refusal {
    case .suspended:
      self.init(.accountSuspended, "This account is suspended; its balance is kept.")
    case .ownStanding:
      self.init(.conflict, "Nobody suspends themself; another admin can.")
    case .adminByKey:
      self.init(.conflict, "An admin is suspended by another admin with a token, not by a key.")
    case .idReserved:
      self.init(
        rule: "id",
        "No user can have this id: it is a word of the API's addresses, or an id of Ovation's.")
    case .spendingLimitNegative:
      self.init(rule: "dailySpendingLimit", "A limit is not negative.")
    }
  }
}
