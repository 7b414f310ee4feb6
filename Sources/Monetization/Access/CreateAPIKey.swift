import Ledger

/// An admin makes a key for a server; the shell keeps only its digest.
package struct CreateAPIKey: Rule {
  package typealias Made = APIKeyCreated

  package let name: String
  /// The hexadecimal SHA-256 of the key.
  package let digest: String
  package let scopes: APIKeyScopes

  package init(name: String, digest: String, scopes: APIKeyScopes) {
    self.name = name
    self.digest = digest
    self.scopes = scopes
  }

  /// The name that makes the digest unique.
  package var uniqueName: UniqueName { UniqueName(.apiKey, digest) }

  /// What the rules read.
  package var footprint: Footprint { Footprint(names: [uniqueName]) }

  package var command: Command { .createAPIKey(self) }

  package func decide(in state: State, at moment: Moment) -> Decision {
    guard state.names[uniqueName] == nil else {
      return .refuse(.access(.keyExists))
    }
    let key = APIKey(
      id: APIKeyID(moment.stamp.rawValue), name: name, digest: digest, scopes: scopes)
    return .accept(
      Delta(
        facts: [.apiKeyCreated(APIKeyCreated(key.id))],
        rows: [.apiKey(key), .name(uniqueName, OwnerID(key.id))]))
  }
}

/// An admin ends a key's life.
package struct RevokeAPIKey: Rule {
  package typealias Made = APIKeyRevoked

  package let key: APIKeyID

  package init(key: APIKeyID) { self.key = key }

  package var command: Command { .revokeAPIKey(self) }

  /// What the rules read.
  package var footprint: Footprint { Footprint(owners: [OwnerID(key)]) }

  package func decide(in state: State, at moment: Moment) -> Decision {
    guard var key = state.apiKeys[OwnerID(key)] else { return .refuse(.notFound(.apiKey)) }
    guard key.revokedAt == nil else { return .unchanged }
    key.revokedAt = moment.time
    return .accept(Delta(facts: [.apiKeyRevoked(APIKeyRevoked(key.id))], rows: [.apiKey(key)]))
  }
}
