import Crypto
import Testing

@Suite struct KeySetTests {
  static let rsa = SigningKey.rsa.jwk(id: "rsa-1")
  static let point = SigningKey.p256.jwk(id: "ec-1")
  static let edwards = SigningKey.ed25519.jwk(id: "ed-1")
  /// 256 bytes whose first and last bit are set.
  static let modulus = Base64.encodeURL([0xFF] + Array(repeating: 0x55, count: 254) + [0x01])
  static let zeros = Base64.encodeURL(Array(repeating: UInt8(0), count: 32))

  static func rsaKey(_ modulus: [UInt8]) -> String {
    #"{"kty":"RSA","n":"\#(Base64.encodeURL(modulus))","e":"AQAB"}"#
  }

  static func parse(_ keys: [String]) throws -> KeySet {
    try KeySet(parsing: Array(#"{"keys":[\#(keys.joined(separator: ","))],"extra":1}"#.utf8))
  }

  @Test func `reads keys of every type with their ids`() throws {
    let keys = try Self.parse([Self.rsa, Self.point, Self.edwards]).keys
    #expect(keys.map(\.id) == ["rsa-1", "ec-1", "ed-1"])
    #expect(keys.map(\.algorithm) == [.rs256, .es256, .edDSA])
  }

  @Test(arguments: [
    #"{"kty":"AKP","alg":"ML-DSA-44","pub":"AAAA"}"#,
    #"{"kty":"EC","crv":"P-384","x":"AAAA","y":"AAAA"}"#,
    #"{"kty":"EC","crv":"secp256k1","x":"AAAA","y":"AAAA"}"#,
    #"{"kty":"EC","x":"AAAA","y":"AAAA"}"#,
    #"{"kty":"OKP","crv":"X25519","x":"AAAA"}"#,
    #"{"kty":"OKP","crv":"Ed448","x":"AAAA"}"#,
    SigningKey.rsa.jwk(id: "a", extra: #","alg":"PS256""#),
    SigningKey.rsa.jwk(id: "a", extra: #","alg":"RS512""#),
    SigningKey.rsa.jwk(id: "a", extra: #","use":"enc""#),
    SigningKey.rsa.jwk(id: "a", extra: #","key_ops":["encrypt"]"#),
    SigningKey.p256.jwk(id: "a", extra: #","alg":"RS256""#),
  ])
  func `ignores keys that it cannot use`(key: String) throws {
    #expect(try Self.parse([key, Self.edwards]).keys.map(\.id) == ["ed-1"])
    #expect(throws: KeySetError(.noUsableKey)) { try Self.parse([key]) }
  }

  @Test(arguments: [
    SigningKey.rsa.jwk(id: "a", extra: #","alg":"RS256","use":"sig","x5t":"AAAA""#),
    SigningKey.rsa.jwk(id: "a", extra: #","key_ops":["verify","encrypt"]"#),
    SigningKey.p256.jwk(id: "a", extra: #","alg":"ES256""#),
    SigningKey.ed25519.jwk(id: "a", extra: #","alg":"EdDSA""#),
    SigningKey.ed25519.jwk(id: "a", extra: #","alg":"Ed25519""#),
  ])
  func `takes keys that say what they are for`(key: String) throws {
    #expect(try Self.parse([key]).keys.map(\.id) == ["a"])
  }

  @Test(
    arguments: [
      (SigningKey.rsa.jwk(id: "a", extra: #","d":"AAAA""#), .secretKey),
      (SigningKey.ed25519.jwk(id: "a", extra: #","d":"AAAA""#), .secretKey),
      ("1", .malformedKey),
      ("{}", .malformedKey),
      (#"{"kty":1}"#, .malformedKey),
      (#"{"kty":"RSA","n":"\#(modulus)"}"#, .malformedKey),
      (#"{"kty":"RSA","n":"\#(modulus)=","e":"AQAB"}"#, .malformedKey),
      (#"{"kty":"RSA","n":1,"e":"AQAB"}"#, .malformedKey),
      (#"{"kty":"RSA","kid":7,"n":"\#(modulus)","e":"AQAB"}"#, .malformedKey),
      (#"{"kty":"RSA","key_ops":"verify","n":"\#(modulus)","e":"AQAB"}"#, .malformedKey),
      (rsaKey(Array(repeating: 0xFF, count: 255)), .weakKey),
      (rsaKey([0, 0x7F] + Array(repeating: 0xFF, count: 255)), .weakKey),
      (rsaKey(Array(repeating: 0xFF, count: 1025)), .weakKey),
      (#"{"kty":"RSA","n":"\#(modulus)","e":"AQ"}"#, .weakKey),
      (#"{"kty":"RSA","n":"\#(modulus)","e":"AA"}"#, .weakKey),
      (#"{"kty":"RSA","n":"\#(modulus)","e":""}"#, .weakKey),
      (#"{"kty":"RSA","n":"\#(modulus)","e":"AQAA"}"#, .invalidKey),
      (#"{"kty":"EC","crv":"P-256","x":"\#(zeros)","y":"\#(zeros)"}"#, .invalidKey),
      (#"{"kty":"EC","crv":"P-256","x":"AAAA","y":"\#(zeros)"}"#, .invalidKey),
      (#"{"kty":"OKP","crv":"Ed25519","x":"AAAA"}"#, .invalidKey),
    ] as [(String, KeySetError.Code)])
  func `refuses keys that are wrong, weak or secret`(key: String, code: KeySetError.Code) {
    #expect(throws: KeySetError(code, keyIndex: 1)) { try Self.parse([Self.edwards, key]) }
  }

  @Test(
    arguments: [
      ("", .malformedSet), ("[]", .malformedSet), ("{}", .malformedSet),
      (#"{"keys":{}}"#, .malformedSet), (#"{"keys":[],"keys":[]}"#, .malformedSet),
      (#"{"keys":[]}"#, .noUsableKey), (String(repeating: " ", count: 262_145), .tooLarge),
    ] as [(String, KeySetError.Code)])
  func `refuses texts that are no set`(text: String, code: KeySetError.Code) {
    #expect(throws: KeySetError(code)) { try KeySet(parsing: Array(text.utf8)) }
  }

  @Test func `an id stands for one key of an algorithm`() throws {
    #expect(throws: KeySetError(.duplicateId, keyIndex: 1)) {
      try Self.parse([Self.rsa, Self.rsa])
    }
    let shared = [SigningKey.rsa.jwk(id: "same"), SigningKey.p256.jwk(id: "same")]
    #expect(try Self.parse(shared).keys.count == 2)
  }

  @Test func `a set has a bounded number of keys`() throws {
    let most = try (0..<KeySet.keyCountMax).map {
      try VerificationKey.secret(Array(repeating: 1, count: 32), id: "\($0)")
    }
    #expect(try KeySet(most).keys.count == KeySet.keyCountMax)
    #expect(throws: KeySetError(.tooLarge)) {
      try KeySet(most).merging(Self.parse([Self.edwards]))
    }
  }

  @Test func `a secret of 31 bytes is too short to sign or to verify with`() {
    let short = Array(repeating: UInt8(1), count: 31)
    #expect(throws: KeySetError(.weakKey)) { try VerificationKey.secret(short) }
    #expect(throws: KeySetError(.weakKey)) { try JWTSigner(secret: short) }
    #expect(throws: Never.self) { try JWTSigner(secret: short + [1]) }
  }
}
