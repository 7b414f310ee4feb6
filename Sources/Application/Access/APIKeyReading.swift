package import Ledger
package import Monetization

extension Platform {
  /// The key of a digest, the hexadecimal SHA-256 of the whole key; nil when there is none.
  ///
  /// - Throws: ``StoreError``.
  package func apiKey(digest: String) async throws(StoreError) -> APIKey? {
    let store = store
    // The sender of a key is a stranger until the key is found.
    return try await readers.read(as: .anybody) { () throws(StoreError) in
      guard let owner = try store.owner(of: UniqueName(.apiKey, digest)) else { return nil }
      return try store.state(of: [owner]).apiKeys[owner]
    }
  }

  /// One page of all keys that were ever made, newest first.
  ///
  /// - Throws: ``StoreError``.
  package func apiKeys(before: OwnerID?, limit: Int) async throws(StoreError) -> Page<APIKey> {
    try await page(of: Listing(.apiKeys), before: before, limit: limit) { state, owner in
      state.apiKeys[owner]
    }
  }
}
