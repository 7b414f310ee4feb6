/// A key that authenticates a server: `ovk_` and 32 random bytes as Base64 for URLs.
///
/// It is shown once, when it is created; only its digest is stored.
package struct APIKey: Sendable {
  /// The prefix of every key, by which scanners recognise a leaked one.
  package static let prefix = "ovk_"

  private static let randomByteCount = 32

  /// The whole key, 47 characters; never to be logged or stored.
  package let text: String

  /// Reads a key as a client sent it; nil for a text that `make` cannot have created.
  package init?(_ text: String) {
    guard text.utf8.starts(with: Self.prefix.utf8),
      let random = Base64.decodeURL(Array(text.utf8)[Self.prefix.utf8.count...]),
      random.count == Self.randomByteCount
    else { return nil }
    self.text = text
  }

  private init(random: [UInt8]) {
    text = Self.prefix + Base64.encodeURL(random)
  }

  /// Makes a new key.
  package static func make() -> APIKey {
    APIKey(random: SecureRandom.bytes(randomByteCount))
  }

  /// The digest that is stored, and looked up to authenticate the key.
  package var digest: APIKeyDigest {
    APIKeyDigest(SHA256.hash(Array(text.utf8)))
  }
}

/// The stored digest of an API key.
///
/// A plain SHA-256 is right here, unlike for a password: the key has 256 random bits, so there is
/// no list of likely keys to try, and a slow hash would only slow down every request.
package struct APIKeyDigest: Hashable, Sendable {
  /// The SHA-256 of the whole key.
  package let digest: Digest32

  /// Creates the value from a stored digest.
  package init(_ digest: Digest32) {
    self.digest = digest
  }
}
