import Ledger

/// Makes a user known, or updates the profile of one who is: the upsert of the integrator.
package struct RegisterUser: Rule {
  package typealias Made = UserID

  /// The integrator's own id, 1 … 128 characters.
  package let externalID: String
  /// The user whom an unlocked look found under that id; nil when there was none.
  package let known: UserID?
  package let changes: ProfileChanges

  package init(externalID: String, known: UserID? = nil, changes: ProfileChanges) {
    self.externalID = externalID
    self.known = known
    self.changes = changes
  }

  /// Sets what a profile has; what it lacks stays as it is.
  package init(externalID: String, known: UserID? = nil, profile: UserProfile = UserProfile()) {
    self.init(externalID: externalID, known: known, changes: ProfileChanges(profile))
  }

  /// The name that makes the external id unique.
  package var name: UniqueName { UniqueName(.user, externalID) }

  /// What the rules read.
  package var footprint: Footprint {
    Footprint(owners: known.map { [OwnerID($0)] } ?? [], names: [name])
  }

  package var command: Command { .registerUser(self) }

  package static func made(by entry: JournalEntry) -> UserID? {
    entry.first(UserRegistered.self)?.user ?? entry.first(UserChanged.self)?.user
  }

  package func decide(in state: State, at moment: Moment) -> Decision {
    guard let owner = state.names[name] else {
      let user = User(
        id: UserID(moment.stamp.rawValue), externalID: externalID,
        profile: changes.applied(to: UserProfile()))
      return .accept(
        Delta(
          facts: [.userRegistered(UserRegistered(user.id))],
          rows: [.user(user), .name(name, OwnerID(user.id))]))
    }
    // The user was made after the look: nothing of theirs is loaded, and a retry will find it.
    guard var user = state.users[owner] else { return .unchanged }
    let updated = changes.applied(to: user.profile)
    guard updated != user.profile else { return .unchanged }
    user.profile = updated
    return .accept(Delta(facts: [.userChanged(UserChanged(user.id))], rows: [.user(user)]))
  }
}
