import Ledger

/// Changes what a user is: an admin or not, suspended or not.
package struct SetUserStanding: Equatable, Sendable {
  package let user: UserID
  /// nil leaves it as it is.
  package let isAdmin: Bool?
  /// nil leaves it as it is.
  package let isSuspended: Bool?

  package init(user: UserID, isAdmin: Bool? = nil, isSuspended: Bool? = nil) {
    self.user = user
    self.isAdmin = isAdmin
    self.isSuspended = isSuspended
  }

  func decide(in state: State) -> Decision {
    guard let user = state.users[OwnerID(user)] else { return .refuse(.notFound(.user)) }
    var changed = user
    changed.isAdmin = isAdmin ?? user.isAdmin
    changed.isSuspended = isSuspended ?? user.isSuspended
    guard changed != user else { return .unchanged }
    return .accept(Delta(facts: [.userChanged(UserChanged(user.id))], rows: [.user(changed)]))
  }
}

/// A user sets the most coins that they want to spend in one UTC day.
package struct SetSpendingLimit: Equatable, Sendable {
  package let user: UserID
  /// Not negative; nil lifts the user's own limit.
  package let dailyCoins: Int64?

  package init(user: UserID, dailyCoins: Int64?) {
    self.user = user
    self.dailyCoins = dailyCoins
  }

  func decide(in state: State) -> Decision {
    guard var user = state.users[OwnerID(user)] else { return .refuse(.notFound(.user)) }
    if let dailyCoins, dailyCoins < 0 {
      return .refuse(.invalid(field: "dailySpendingLimit", reason: "A limit is not negative."))
    }
    guard user.dailySpendingLimit != dailyCoins else { return .unchanged }
    user.dailySpendingLimit = dailyCoins
    return .accept(Delta(facts: [.userChanged(UserChanged(user.id))], rows: [.user(user)]))
  }
}
