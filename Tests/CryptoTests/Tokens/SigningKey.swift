import Crypto

/// A key pair made for one test run, and how tokens and key sets spell it.
struct SigningKey: Sendable {
  static let rsa = SigningKey(.rsa)
  static let p256 = SigningKey(.p256)
  static let ed25519 = SigningKey(.ed25519)

  let key: PrivateKey

  init(_ kind: PrivateKey.Kind) {
    key = PrivateKey(kind)
  }

  var kind: PrivateKey.Kind { key.kind }

  var encodedPublicKey: [UInt8] { key.encodedPublicKey }

  /// The public key as an element of a JWK Set; `extra` is put in as it is.
  func jwk(id: String, extra: String = "") -> String {
    let encoded = encodedPublicKey
    let numbers =
      switch kind {
      case .rsa:
        // A modulus of 256 bytes stands before the five bytes of the exponent 65537.
        #""kty":"RSA","n":"\#(Base64.encodeURL(encoded.dropLast(5).suffix(256)))","e":"AQAB""#
      case .p256:
        #""kty":"EC","crv":"P-256","x":"\#(Base64.encodeURL(encoded.suffix(64).prefix(32)))","#
          + #""y":"\#(Base64.encodeURL(encoded.suffix(32)))""#
      case .ed25519:
        #""kty":"OKP","crv":"Ed25519","x":"\#(Base64.encodeURL(encoded.suffix(32)))""#
      }
    return #"{"kid":"\#(id)",\#(numbers)\#(extra)}"#
  }

  /// The signature as a token carries it.
  func sign(_ message: [UInt8]) -> [UInt8] {
    kind == .p256 ? Self.raw(key.sign(message)) : key.sign(message)
  }

  /// Turns a DER sequence of two integers into 32 bytes each.
  private static func raw(_ encoded: [UInt8]) -> [UInt8] {
    let first = encoded[4..<(4 + Int(encoded[3]))]
    let second = encoded[(first.endIndex + 2)...]
    return [first, second].flatMap { number in
      let significant = number.drop { $0 == 0 }
      return Array(repeating: 0, count: 32 - significant.count) + significant
    }
  }
}
