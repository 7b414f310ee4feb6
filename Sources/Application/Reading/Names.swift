package import Monetization

/// Who looks at people.
package enum Onlooker: Equatable, Sendable {
  /// Nobody in particular: sees what everybody may see.
  case anybody
  /// Sees what everybody may see, and their own id.
  case person(UserID)
  /// An admin, who sees the integrator's ids.
  case admin
}

/// The current names of people and gifts, for showing past events.
package struct Names: Sendable {
  private var users: [UserID: ShownUser] = [:]
  private var gifts: [GiftID: Gift] = [:]
  /// The platform's words for coins.
  package var coins = CoinWords.usual

  package init() {}

  /// A user as the onlooker sees them; empty texts if the user no longer exists.
  package func shown(_ id: UserID) -> ShownUser { users[id] ?? ShownUser(id: "", name: "") }

  /// The gift of an id; nil if it does not exist.
  package func gift(_ id: GiftID) -> Gift? { gifts[id] }

  fileprivate mutating func insert(_ shown: ShownUser, of id: UserID) { users[id] = shown }
  fileprivate mutating func insert(_ gift: Gift) { gifts[gift.id] = gift }
}

extension Platform {
  /// A person as an onlooker sees them.
  package func shown(_ user: User, to onlooker: Onlooker) -> ShownUser {
    switch onlooker {
    case .admin: user.shownToOperators
    case .person(user.id): user.shownToOperators
    case .person, .anybody: user.shown(by: directory.people.shownIDs)
    }
  }

  /// The names of some people and gifts.
  ///
  /// - Parameters:
  ///   - users: The people's ids.
  ///   - gifts: The gifts' ids.
  ///   - onlooker: Who will see them.
  ///   - reader: The class of the read.
  /// - Returns: The names of those that exist.
  /// - Throws: ``StoreError``.
  package func names(
    users: some Sequence<UserID>, gifts: some Sequence<GiftID> = [],
    for onlooker: Onlooker, as reader: ReaderClass = .own
  ) async throws(StoreError) -> Names {
    var names = Names()
    for id in Set(users) {
      if let person = try await directory.person(id, as: reader) {
        names.insert(shown(person.user, to: onlooker), of: id)
      }
    }
    for id in Set(gifts) {
      if let gift = try await directory.gift(id, as: reader) { names.insert(gift) }
    }
    return names
  }
}
