import Ledger
package import Monetization

/// A version of the settings with who saved it.
package struct SavedSettings: Equatable, Sendable {
  package let version: SettingsVersion
  package let author: Author

  /// Who saved a version.
  package enum Author: Equatable, Sendable {
    case user(User)
    case key(APIKey)
    /// The operator's configuration, before anybody had changed anything.
    case platform
  }
}

extension Platform {
  /// One page of the settings' versions, newest first.
  ///
  /// - Parameters:
  ///   - before: The last version of the page before; nil for the newest.
  ///   - limit: At most this many.
  /// - Returns: The versions with their authors.
  /// - Throws: ``StoreError``.
  package func settingsVersions(
    before: SettingsVersionID?, limit: Int
  ) async throws(StoreError) -> Page<SavedSettings> {
    let versions = try await page(
      of: Listing(.settingsVersions), before: before.map { OwnerID($0) }, limit: limit
    ) { state, owner in
      state.settingsVersions[owner]
    }
    let authors = try await state(
      of: Array(Set(versions.items.map(\.author))), as: .own)
    return Page(
      items: versions.items.map { version in
        SavedSettings(version: version, author: authors.author(version.author))
      },
      next: versions.next)
  }
}

extension State {
  fileprivate func author(_ owner: OwnerID) -> SavedSettings.Author {
    if let user = users[owner] { return .user(user) }
    return apiKeys[owner].map { .key($0) } ?? .platform
  }
}
