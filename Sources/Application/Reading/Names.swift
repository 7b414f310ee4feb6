package import Monetization

/// The current names of people and gifts, for showing past events.
package struct Names: Sendable {
  private var users: [UserID: User] = [:]
  private var gifts: [GiftID: Gift] = [:]

  package init() {}

  /// The user of an id; nil if it no longer exists.
  package func user(_ id: UserID) -> User? { users[id] }

  /// The integrator's id of a user; empty if the user no longer exists.
  package func externalID(of id: UserID) -> String { users[id]?.externalID ?? "" }

  /// The name that others see; empty if the user no longer exists.
  package func shownName(of id: UserID) -> String { users[id]?.shownName ?? "" }

  /// The gift of an id; nil if it does not exist.
  package func gift(_ id: GiftID) -> Gift? { gifts[id] }

  fileprivate mutating func insert(_ user: User) { users[user.id] = user }
  fileprivate mutating func insert(_ gift: Gift) { gifts[gift.id] = gift }
}

extension Platform {
  /// The names of some people and gifts.
  ///
  /// - Parameters:
  ///   - users: The people's ids.
  ///   - gifts: The gifts' ids.
  ///   - reader: The class of the read.
  /// - Returns: The names of those that exist.
  /// - Throws: ``StoreError``.
  package func names(
    users: some Sequence<UserID>, gifts: some Sequence<GiftID> = [],
    as reader: ReaderClass = .own
  ) async throws(StoreError) -> Names {
    var names = Names()
    for id in Set(users) {
      if let person = try await directory.person(id, as: reader) { names.insert(person.user) }
    }
    for id in Set(gifts) {
      if let gift = try await directory.gift(id, as: reader) { names.insert(gift) }
    }
    return names
  }
}
