package import Monetization

/// What people and gifts are called now, for showing what happened.
package struct Names: Sendable {
  private var users: [UserID: User] = [:]
  private var gifts: [GiftID: Gift] = [:]

  package init() {}

  /// The user of an id; nil when there is none any more.
  package func user(_ id: UserID) -> User? { users[id] }

  /// The integrator's own id of a user; empty when there is none any more.
  package func externalID(of id: UserID) -> String { users[id]?.externalID ?? "" }

  /// What others see of a user; empty when there is none any more.
  package func shownName(of id: UserID) -> String { users[id]?.shownName ?? "" }

  /// The gift of an id; nil when there is none.
  package func gift(_ id: GiftID) -> Gift? { gifts[id] }

  fileprivate mutating func take(_ user: User) { users[user.id] = user }
  fileprivate mutating func take(_ gift: Gift) { gifts[gift.id] = gift }
}

extension Platform {
  /// The names of some people and gifts.
  ///
  /// - Parameters:
  ///   - users: Which people.
  ///   - gifts: Which gifts.
  ///   - reader: For whom.
  /// - Returns: The names of those who are still there.
  /// - Throws: ``StoreError``.
  package func names(
    users: some Sequence<UserID>, gifts: some Sequence<GiftID> = [],
    as reader: ReaderClass = .own
  ) async throws(StoreError) -> Names {
    var names = Names()
    for id in Set(users) {
      if let person = try await directory.person(id, as: reader) { names.take(person.user) }
    }
    for id in Set(gifts) {
      if let gift = try await directory.gift(id, as: reader) { names.take(gift) }
    }
    return names
  }
}
