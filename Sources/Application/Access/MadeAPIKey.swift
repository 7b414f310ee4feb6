import Crypto
import Ledger
package import Monetization

/// An API key that was made.
package struct MadeAPIKey: Sendable {
  package let id: APIKeyID
  /// The key itself, `ovk_…`; nil for a repeated request, since only its digest is kept.
  package let text: String?
}

extension Platform {
  /// Makes an API key; only its digest is kept.
  ///
  /// - Parameters:
  ///   - name: What admins call it.
  ///   - scopes: What it may do.
  ///   - caller: Who makes it.
  ///   - idempotency: The key that a retry would carry again.
  /// - Returns: The API key.
  /// - Throws: ``UseCaseError``.
  package func makeAPIKey(
    named name: String, scopes: APIKeyScopes, by caller: Caller,
    idempotency: CommandRequest.Idempotency?
  ) async throws(UseCaseError) -> Made<MadeAPIKey> {
    let key = Crypto.APIKey.make()
    let command = CreateAPIKey(
      name: name, digest: key.digest.digest.hexadecimal, scopes: scopes)
    let accepted = try await perform(command, by: caller, idempotency: idempotency)
    let created = try accepted.required()
    // A repeated request made no key: the one that it names is another than ours here.
    let made = MadeAPIKey(id: created.key, text: accepted.isReplay ? nil : key.text)
    return Made(thing: made, isReplay: accepted.isReplay)
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
