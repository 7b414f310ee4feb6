/// A key that verifies the signatures of one algorithm.
package struct VerificationKey: Sendable {
  private enum Material: Sendable {
    case secret(HMACSHA256)
    case rsa(PublicKey)
    case p256(PublicKey)
    case ed25519(PublicKey)
  }

  /// The minimum length of a shared secret: that of the code, RFC 7518 section 3.2.
  package static let secretByteCountMin = 32
  /// The minimum length of an RSA modulus.
  package static let modulusBitCountMin = 2048
  /// The maximum length of an RSA modulus; the cost of verifying grows with its square.
  package static let modulusBitCountMax = 8192

  private static let coordinateByteCount = 32
  private static let signatureByteCount = 64

  /// The key id in tokens; nil if the key has no id.
  package let id: String?
  private let material: Material

  private init(id: String?, material: Material) {
    self.id = id
    self.material = material
  }

  /// The key's only algorithm; it depends on the key, never on the token.
  package var algorithm: JWTAlgorithm {
    switch material {
    case .secret: .hs256
    case .rsa: .rs256
    case .p256: .es256
    case .ed25519: .edDSA
    }
  }

  /// A shared secret for HS256.
  ///
  /// - Throws: `weakKey` for fewer than `secretByteCountMin` bytes.
  package static func secret(
    _ bytes: [UInt8], id: String? = nil
  ) throws(KeySetError) -> VerificationKey {
    guard bytes.count >= secretByteCountMin else { throw KeySetError(.weakKey) }
    return VerificationKey(id: id, material: .secret(HMACSHA256(key: bytes)))
  }

  /// An RSA key for RS256, both numbers with their most significant byte first.
  ///
  /// - Throws: `weakKey` for a modulus outside the bounds or an exponent below 3; `invalidKey`.
  static func rsa(
    modulus: [UInt8], exponent: [UInt8], id: String?
  ) throws(KeySetError) -> VerificationKey {
    let bits = significantBitCount(modulus)
    let exponentBits = significantBitCount(exponent)
    guard (modulusBitCountMin...modulusBitCountMax).contains(bits), exponentBits >= 2
    else { throw KeySetError(.weakKey) }
    guard exponentBits <= 64, let last = exponent.last, last & 1 == 1 else {
      throw KeySetError(.invalidKey)
    }
    let key = try publicKey(DER.rsaKey(modulus: modulus, exponent: exponent))
    return VerificationKey(id: id, material: .rsa(key))
  }

  /// A P-256 key for ES256.
  ///
  /// - Throws: `invalidKey` unless the coordinates have 32 bytes and name a point of the curve.
  static func p256(x: [UInt8], y: [UInt8], id: String?) throws(KeySetError) -> VerificationKey {
    guard x.count == coordinateByteCount, y.count == coordinateByteCount else {
      throw KeySetError(.invalidKey)
    }
    return VerificationKey(id: id, material: .p256(try publicKey(DER.p256Key(x: x, y: y))))
  }

  /// An Ed25519 key for EdDSA.
  ///
  /// - Throws: `invalidKey` unless there are 32 bytes.
  static func ed25519(_ bytes: [UInt8], id: String?) throws(KeySetError) -> VerificationKey {
    guard bytes.count == coordinateByteCount else { throw KeySetError(.invalidKey) }
    return VerificationKey(id: id, material: .ed25519(try publicKey(DER.ed25519Key(bytes))))
  }

  /// Whether a signature, in the format of tokens, is valid for a message.
  ///
  /// For ES256 that is r and s in 32 bytes each, RFC 7518 section 3.4.
  package func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    switch material {
    case .secret(let secret):
      return secret.isCode(signature, of: message)
    case .rsa(let key):
      return key.verifies(signature, of: message, digest: "SHA256")
    case .p256(let key):
      guard signature.count == Self.signatureByteCount else { return false }
      let half = Self.signatureByteCount / 2
      let encoded = DER.signature(r: signature[..<half], s: signature[half...])
      return key.verifies(encoded, of: message, digest: "SHA256")
    case .ed25519(let key):
      guard signature.count == Self.signatureByteCount else { return false }
      return key.verifies(signature, of: message, digest: nil)
    }
  }

  private static func publicKey(_ encoded: [UInt8]) throws(KeySetError) -> PublicKey {
    guard let key = PublicKey(subjectPublicKeyInfo: encoded) else {
      throw KeySetError(.invalidKey)
    }
    return key
  }

  private static func significantBitCount(_ bytes: [UInt8]) -> Int {
    let significant = bytes.drop { $0 == 0 }
    guard let first = significant.first else { return 0 }
    return significant.count * 8 - first.leadingZeroBitCount
  }
}
