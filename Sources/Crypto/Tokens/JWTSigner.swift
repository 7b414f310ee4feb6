package import JSON

/// Signs tokens with a shared secret, HS256.
package struct JWTSigner: Sendable {
  private let key: HMACSHA256
  private let headerPart: String

  /// Creates a signer from a secret of at least `VerificationKey.secretByteCountMin` bytes.
  ///
  /// - Throws: `weakKey` for a shorter one.
  package init(secret: [UInt8], keyId: String? = nil) throws(KeySetError) {
    guard secret.count >= VerificationKey.secretByteCountMin else { throw KeySetError(.weakKey) }
    key = HMACSHA256(key: secret)
    let header = JSONWriter.object { object in
      object.field("alg", JWTAlgorithm.hs256.rawValue)
      object.field("typ", "JWT")
      if let keyId { object.field("kid", keyId) }
    }
    headerPart = Base64.encodeURL(header)
  }

  /// A signed token with the claims that the closure writes; verifiers require `sub` and `exp`.
  package func sign(_ claims: (inout ObjectWriter) -> Void) -> String {
    let message = headerPart + "." + Base64.encodeURL(JSONWriter.object(claims))
    return message + "." + Base64.encodeURL(key.code(of: Array(message.utf8)).bytes)
  }
}
