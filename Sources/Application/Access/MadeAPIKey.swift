import Crypto
import Ledger
package import Monetization

/// An API key right after it was made: the only time that its text is known.
package struct MadeAPIKey: Sendable {
  package let id: APIKeyID
  /// The key itself, `ovk_…`.
  package let text: String
}

extension Platform {
  /// Makes an API key; only its digest is kept.
  ///
  /// - Throws: ``UseCaseError``.
  package func makeAPIKey(
    named name: String, scopes: APIKeyScopes, by caller: Caller
  ) async throws(UseCaseError) -> MadeAPIKey {
    let key = Crypto.APIKey.make()
    let command = CreateAPIKey(
      name: name, digest: key.digest.digest.hexadecimal, scopes: scopes)
    let accepted = try await perform(command, by: caller)
    let created = try accepted.required()
    return MadeAPIKey(id: created.key, text: key.text)
  }

  /// Ends an API key.
  ///
  /// - Throws: ``UseCaseError``.
  package func revokeAPIKey(_ id: APIKeyID, by caller: Caller) async throws(UseCaseError) {
    // The lane loads nothing for an id that was invented.
    guard try await reading(await directory.exists(id)) else {
      throw .refused(.notFound(.apiKey))
    }
    _ = try await perform(RevokeAPIKey(key: id), by: caller)
  }
}
