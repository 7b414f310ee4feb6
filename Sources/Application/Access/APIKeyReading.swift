package import Ledger
package import Monetization

extension Platform {
  /// The key of a digest, the hexadecimal SHA-256 of the whole key; nil when there is none.
  ///
  /// - Throws: ``StoreError``.
  package func apiKey(digest: String) async throws(StoreError) -> APIKey? {
    let store = store
    return try await readers.read { () throws(StoreError) in
      guard let owner = try store.owner(of: UniqueName(.apiKey, digest)) else { return nil }
      return try store.state(of: [owner]).apiKeys[owner]
    }
  }

  /// Every key that was ever made, newest first.
  ///
  /// - Throws: ``StoreError``.
  package func apiKeys(before: OwnerID?, limit: Int) async throws(StoreError) -> [APIKey] {
    let owners = try await readProjections { (projections) throws(StoreError) in
      try projections.members(of: Listing(.apiKeys), before: before, limit: limit)
    }
    let state = try await state(of: owners)
    return owners.compactMap { state.apiKeys[$0] }
  }
}
