package import Ledger
package import Monetization

/// A creator as everybody may see them.
package struct CreatorProfile: Sendable {
  package let user: User
  /// The creator as the onlooker sees them.
  package let shown: ShownUser
  package let received: GiftTotal
  package let supporters: [SupporterSum]
  package let names: Names
}

/// A user's application, with who they are.
package struct CreatorApplication: Equatable, Sendable {
  package let user: User
  package let creator: Creator
}

extension Platform {
  /// What everybody may see of a creator.
  ///
  /// - Parameters:
  ///   - user: The creator.
  ///   - onlooker: Who looks.
  ///   - reader: The class of the read.
  /// - Returns: The profile.
  /// - Throws: ``StoreError``.
  package func creatorProfile(
    of user: User, for onlooker: Onlooker, as reader: ReaderClass
  ) async throws(StoreError) -> CreatorProfile {
    let (received, supporters) = try await readProjections(as: reader) {
      (projections) throws(StoreError) in
      (
        try projections.totals(of: user.id).giftsReceived,
        try projections.topSupporters(of: user.id)
      )
    }
    let names = try await names(
      users: supporters.map(\.key.sender), for: onlooker, as: reader)
    return CreatorProfile(
      user: user, shown: shown(user, to: onlooker), received: received, supporters: supporters,
      names: names)
  }

  /// One page of the applications in a state, newest users first.
  ///
  /// - Throws: ``StoreError``.
  package func creatorApplications(
    in status: CreatorStatus, before: OwnerID?, limit: Int
  ) async throws(StoreError) -> Page<CreatorApplication> {
    try await page(
      of: Listing(.creatorsByStatus, group: Int64(status.rawValue)), before: before, limit: limit
    ) { state, owner in
      guard let user = state.users[owner], let creator = state.creators[owner] else { return nil }
      return CreatorApplication(user: user, creator: creator)
    }
  }

  /// The application of a user; nil when there is none.
  ///
  /// - Throws: ``StoreError``.
  package func creatorApplication(
    of user: UserID
  ) async throws(StoreError) -> CreatorApplication? {
    let owner = OwnerID(user)
    let state = try await state(of: [owner], as: .own)
    guard let user = state.users[owner], let creator = state.creators[owner] else { return nil }
    return CreatorApplication(user: user, creator: creator)
  }
}
