/// Encodes the few ASN.1 structures that keys and signatures need.
///
/// *Source:* ITU-T X.690; the structures are those of RFC 5480, 8017, 8410 and SEC 1 C.5.
enum DER {
  /// SubjectPublicKeyInfo of an RSA key.
  static func rsaKey(modulus: [UInt8], exponent: [UInt8]) -> [UInt8] {
    let key = element(0x30, integer(modulus) + integer(exponent))
    return element(0x30, rsaAlgorithm + bitString(key))
  }

  /// SubjectPublicKeyInfo of a P-256 key, its coordinates 32 bytes each.
  static func p256Key(x: [UInt8], y: [UInt8]) -> [UInt8] {
    element(0x30, p256Algorithm + bitString([0x04] + x + y))
  }

  /// SubjectPublicKeyInfo of an Ed25519 key of 32 bytes.
  static func ed25519Key(_ key: [UInt8]) -> [UInt8] {
    element(0x30, ed25519Algorithm + bitString(key))
  }

  /// Ecdsa-Sig-Value of two numbers.
  static func signature(r: some Collection<UInt8>, s: some Collection<UInt8>) -> [UInt8] {
    element(0x30, integer(r) + integer(s))
  }

  /// AlgorithmIdentifier of rsaEncryption with its NULL parameters.
  private static let rsaAlgorithm: [UInt8] = [
    0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00,
  ]

  /// AlgorithmIdentifier of id-ecPublicKey on prime256v1.
  private static let p256Algorithm: [UInt8] = [
    0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01,
    0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07,
  ]

  /// AlgorithmIdentifier of id-Ed25519.
  private static let ed25519Algorithm: [UInt8] = [0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70]

  private static func bitString(_ bytes: [UInt8]) -> [UInt8] {
    element(0x03, [0x00] + bytes)
  }

  /// An INTEGER that is not negative, from its bytes with the most significant one first.
  private static func integer(_ bytes: some Collection<UInt8>) -> [UInt8] {
    let significant = Array(bytes.drop { $0 == 0 })
    let needsSignByte = (significant.first ?? 0x80) >= 0x80
    return element(0x02, (needsSignByte ? [0x00] : []) + significant)
  }

  private static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    let count = content.count
    if count < 0x80 { return [tag, UInt8(count)] + content }
    var length: [UInt8] = []
    var rest = count
    while rest > 0 {
      length.insert(UInt8(truncatingIfNeeded: rest), at: 0)
      rest >>= 8
    }
    return [tag, 0x80 | UInt8(length.count)] + length + content
  }
}
