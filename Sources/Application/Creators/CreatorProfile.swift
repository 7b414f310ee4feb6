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

  /// One page of the applications in a state, newest first.
  ///
  /// Those from before applications were kept in their order stand where their users became known.
  ///
  /// - Throws: ``StoreError``.
  package func creatorApplications(
    in status: CreatorStatus, before: OwnerID?, limit: Int
  ) async throws(StoreError) -> Page<CreatorApplication> {
    let members = try await page(
      of: Listing(.creatorsByStatus, group: Int64(status.rawValue)), before: before, limit: limit
    ) { $1 }
    let applicants = try await applicants(of: members.items)
    let state = try await state(of: applicants, as: .own)
    let applications = applicants.compactMap { owner -> CreatorApplication? in
      guard let user = state.users[owner], let creator = state.creators[owner] else { return nil }
      return CreatorApplication(user: user, creator: creator)
    }
    return Page(items: applications, next: members.next)
  }

  /// The users of listed applications: a user, or the stamp of the entry in which one applied.
  private func applicants(of listed: [OwnerID]) async throws(StoreError) -> [OwnerID] {
    let store = store
    return try await readers.read(as: .own) { () throws(StoreError) in
      try listed.map { (listed) throws(StoreError) in
        let entry = try store.journalEntry(stamped: Stamp(rawValue: listed.rawValue))
        // The entry that made a user known has the user's id for its stamp.
        return entry?.first(CreatorApplied.self).map { OwnerID($0.user) } ?? listed
      }
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
