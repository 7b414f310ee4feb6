import Ledger

/// Changes what a user is: an admin or not, suspended or not.
///
/// Somebody must be left who can undo it: nobody takes their own rights, and those of an admin are
/// taken by another admin in person, who is one afterwards, too. The operator may do anything.
package struct SetUserStanding: Rule {
  package typealias Made = UserChanged

  package let user: UserID
  /// nil leaves it as it is.
  package let isAdmin: Bool?
  /// nil leaves it as it is.
  package let isSuspended: Bool?
  package var asker = Asker.operator

  /// Who asks for it.
  package enum Asker: Equatable, Sendable {
    /// The command line, or the platform itself.
    case `operator`
    case person(UserID)
    /// A server with an API key.
    case key
  }

  package init(user: UserID, isAdmin: Bool? = nil, isSuspended: Bool? = nil) {
    self.user = user
    self.isAdmin = isAdmin
    self.isSuspended = isSuspended
  }

  package var command: Command { .setUserStanding(self) }

  /// What the rules read.
  package var footprint: Footprint {
    guard case .person(let asker) = asker else { return Footprint(owners: [OwnerID(user)]) }
    return Footprint(owners: [OwnerID(user), OwnerID(asker)])
  }

  package func decide(in state: State, at moment: Moment) -> Decision {
    guard let user = state.users[OwnerID(user)] else { return .refuse(.notFound(.user)) }
    if let refusal = refusal(of: user, in: state) { return .refuse(refusal) }
    var changed = user
    changed.isAdmin = isAdmin ?? user.isAdmin
    changed.isSuspended = isSuspended ?? user.isSuspended
    guard changed != user else { return .unchanged }
    return .accept(Delta(facts: [.userChanged(UserChanged(user.id))], rows: [.user(changed)]))
  }
}

extension SetUserStanding {
  /// Why rights may not be taken by this asker; nil where none are taken.
  private func refusal(of target: User, in state: State) -> Refusal? {
    guard isSuspended == true || isAdmin == false else { return nil }
    switch asker {
    case .operator: return nil
    case .key: return target.isAdmin ? .user(.adminByKey) : nil
    case .person(let id):
      guard id != target.id else { return .user(.ownStanding) }
      // Two admins who suspend each other at once: one of them comes second.
      return state.users[OwnerID(id)]?.isSuspended == true ? .user(.suspended) : nil
    }
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
