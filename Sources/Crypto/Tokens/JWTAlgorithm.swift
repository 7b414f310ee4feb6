/// The supported signature algorithms; every key is for exactly one of them.
///
/// *Source:* RFC 7518 section 3.1 and RFC 8037 section 3.1.
package enum JWTAlgorithm: String, Sendable, CaseIterable {
  /// HMAC with SHA-256 and a shared secret.
  case hs256 = "HS256"
  /// RSA PKCS #1 v1.5 with SHA-256.
  case rs256 = "RS256"
  /// ECDSA on P-256 with SHA-256.
  case es256 = "ES256"
  /// Ed25519.
  case edDSA = "EdDSA"
}
