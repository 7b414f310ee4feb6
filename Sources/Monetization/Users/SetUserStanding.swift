import Ledger

/// Changes what a user is: an admin or not, suspended or not.
package struct SetUserStanding: Rule {
  package typealias Made = UserChanged

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

  package var command: Command { .setUserStanding(self) }

  /// What the rules read.
  package var footprint: Footprint { Footprint(owners: [OwnerID(user)]) }

  package func decide(in state: State, at moment: Moment) -> Decision {
    guard let user = state.users[OwnerID(user)] else { return .refuse(.notFound(.user)) }
    var changed = user
    changed.isAdmin = isAdmin ?? user.isAdmin
    changed.isSuspended = isSuspended ?? user.isSuspended
    guard changed != user else { return .unchanged }
    return .accept(Delta(facts: [.userChanged(UserChanged(user.id))], rows: [.user(changed)]))
  }
}

/// A user sets the most coins that they want to spend in one UTC day.
package struct SetSpendingLimit: Rule {
  package typealias Made = UserChanged

  package let user: UserID
  /// Not negative; cleared, it lifts the user's own limit.
  package let dailyCoins: FieldChange<Int64>

  package init(user: UserID, dailyCoins: FieldChange<Int64>) {
    self.user = user
    self.dailyCoins = dailyCoins
  }

  package var command: Command { .setSpendingLimit(self) }

  /// What the rules read.
  package var footprint: Footprint { Footprint(owners: [OwnerID(user)]) }

  package func decide(in state: State, at moment: Moment) -> Decision {
    guard var user = state.users[OwnerID(user)] else { return .refuse(.notFound(.user)) }
    let limit = dailyCoins.applied(to: user.dailySpendingLimit)
    if let limit, limit < 0 {
      return .refuse(.user(.spendingLimitNegative))
    }
    guard user.dailySpendingLimit != limit else { return .unchanged }
    user.dailySpendingLimit = limit
    return .accept(Delta(facts: [.userChanged(UserChanged(user.id))], rows: [.user(user)]))
  }
}
