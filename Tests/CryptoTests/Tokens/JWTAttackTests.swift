import Crypto
import Testing

/// One token that must not be taken.
struct Attack: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let code: JWTError
  let token: String

  init(_ name: String, _ code: JWTError, _ token: String) {
    testDescription = name
    self.code = code
    self.token = token
  }

  /// A token that differs from a good one in its header only.
  static func header(_ name: String, _ code: JWTError, _ header: String) -> Attack {
    Attack(name, code, TokenBench.signed(header: header))
  }

  /// A token that differs from a good one in one claim only.
  static func claim(_ name: String, _ code: JWTError, _ claim: String, _ text: String) -> Attack {
    Attack(name, code, TokenBench.signed(claims: TokenBench.claims([claim: text])))
  }
}

@Suite struct JWTAttackTests {
  static let good = TokenBench.signed()
  static let parts = good.split(separator: ".").map(String.init)

  static let forms: [Attack] = [
    Attack("empty", .malformedToken, ""),
    Attack("two dots", .malformedHeader, ".."),
    Attack("one part", .malformedToken, parts[0]),
    Attack("two parts", .malformedToken, parts[0] + "." + parts[1]),
    Attack("four parts", .malformedToken, good + ".AAAA"),
    Attack("five parts of a JWE", .malformedToken, good + ".AAAA.AAAA"),
    Attack("signature cut off", .invalidSignature, parts[0] + "." + parts[1] + "."),
    Attack("header cut off", .malformedHeader, "." + parts[1] + "." + parts[2]),
    Attack("padded", .malformedToken, good + "="),
    Attack("white space at the end", .malformedToken, good + " "),
    Attack("line end inside", .malformedToken, parts[0] + ".\n" + parts[1] + "." + parts[2]),
    Attack("other alphabet", .malformedToken, parts[0] + "." + parts[1] + ".+" + parts[2]),
    // 32 bytes leave two unused bits in the last of 43 digits: the other spelling of the signature.
    Attack("second spelling of the signature", .malformedToken, secondSpelling(of: good)),
    Attack("8193 bytes", .tooLarge, good + String(repeating: "A", count: 8193 - good.utf8.count)),
    Attack("64 kB", .tooLarge, String(repeating: "A.", count: 32_768)),
    Attack("signature doubled", .invalidSignature, good + parts[2].prefix(40)),
  ]

  static let headers: [Attack] = [
    .header("alg none", .algorithmNotAllowed, #"{"alg":"none"}"#),
    .header("alg nOnE", .algorithmNotAllowed, #"{"alg":"nOnE"}"#),
    .header("alg empty", .algorithmNotAllowed, #"{"alg":""}"#),
    .header("alg in lower case", .algorithmNotAllowed, #"{"alg":"hs256"}"#),
    .header("alg HS384", .algorithmNotAllowed, #"{"alg":"HS384"}"#),
    .header("alg RS512", .algorithmNotAllowed, #"{"alg":"RS512"}"#),
    .header("alg PS256", .algorithmNotAllowed, #"{"alg":"PS256"}"#),
    .header("alg missing", .malformedHeader, #"{"typ":"JWT"}"#),
    .header("alg null", .malformedHeader, #"{"alg":null}"#),
    .header("alg a list", .malformedHeader, #"{"alg":["HS256"]}"#),
    .header("alg twice", .malformedHeader, #"{"alg":"none","alg":"HS256"}"#),
    .header("alg twice, once escaped", .malformedHeader, #"{"alg":"HS256","\u0061lg":"none"}"#),
    .header("header a list", .malformedHeader, #"["HS256"]"#),
    .header("header no JSON", .malformedHeader, "alg=HS256"),
    .header("bytes after the header", .malformedHeader, #"{"alg":"HS256"} x"#),
    .header("header with a byte order mark", .malformedHeader, "\u{FEFF}{\"alg\":\"HS256\"}"),
    .header("header nested too deep", .malformedHeader, String(repeating: "[", count: 5_000)),
    .header("crit", .criticalHeader, #"{"alg":"HS256","crit":["exp"],"exp":1}"#),
    .header("crit empty", .criticalHeader, #"{"alg":"HS256","crit":[]}"#),
    .header("b64 false", .criticalHeader, #"{"alg":"HS256","b64":false}"#),
    .header("typ of another token", .unexpectedType, #"{"alg":"HS256","typ":"logout+jwt"}"#),
    .header("typ JWE", .unexpectedType, #"{"alg":"HS256","typ":"JWE"}"#),
    .header("typ a number", .unexpectedType, #"{"alg":"HS256","typ":1}"#),
    .header("embedded jwk", .embeddedKey, #"{"alg":"HS256","jwk":{"kty":"oct","k":"AAAA"}}"#),
    .header("jku", .embeddedKey, #"{"alg":"RS256","jku":"https://attacker.example/keys"}"#),
    .header("x5u", .embeddedKey, #"{"alg":"RS256","x5u":"https://attacker.example/pem"}"#),
    .header("x5c", .embeddedKey, #"{"alg":"RS256","x5c":["AAAA"]}"#),
    .header("kid a path", .unknownKey, #"{"alg":"HS256","kid":"../../dev/null"}"#),
    .header("kid SQL", .unknownKey, #"{"alg":"HS256","kid":"x' UNION SELECT 'key"}"#),
    .header("kid a URL", .unknownKey, #"{"alg":"HS256","kid":"https://attacker.example"}"#),
    .header("kid with a NUL", .unknownKey, #"{"alg":"HS256","kid":"hs-1\u0000"}"#),
    .header("kid empty", .unknownKey, #"{"alg":"HS256","kid":""}"#),
    .header("kid a number", .malformedHeader, #"{"alg":"HS256","kid":1}"#),
    .header("kid null", .malformedHeader, #"{"alg":"HS256","kid":null}"#),
    .header("kid of an RSA key for HS256", .unknownKey, #"{"alg":"HS256","kid":"rsa-1"}"#),
    .header("kid of a secret for RS256", .unknownKey, #"{"alg":"RS256","kid":"hs-1"}"#),
    .header("code as RS256", .invalidSignature, #"{"alg":"RS256","kid":"rsa-1"}"#),
    .header("code as ES256", .invalidSignature, #"{"alg":"ES256","kid":"ec-1"}"#),
    .header("code as EdDSA", .invalidSignature, #"{"alg":"EdDSA","kid":"ed-1"}"#),
  ]

  static let signatures: [Attack] = [
    forged("another secret", "HS256") {
      HMACSHA256.code(of: $0, key: TokenBench.otherSecret).bytes
    },
    forged("empty secret", "HS256") { HMACSHA256.code(of: $0, key: []).bytes },
    forged("the RSA key's bytes as secret", "HS256") {
      HMACSHA256.code(of: $0, key: SigningKey.rsa.encodedPublicKey).bytes
    },
    forged("the RSA key's JWK as secret", "HS256") {
      HMACSHA256.code(of: $0, key: Array(SigningKey.rsa.jwk(id: "rsa-1").utf8)).bytes
    },
    forged("no signature", "HS256") { _ in [] },
    forged("half a code", "HS256") {
      Array(HMACSHA256.code(of: $0, key: TokenBench.secret).bytes.prefix(16))
    },
    forged("zeros as RS256", "RS256") { _ in Array(repeating: 0, count: 256) },
    forged("an EC signature as RS256", "RS256", sign: SigningKey.p256.sign),
    forged("another RSA key", "RS256", sign: SigningKey(.rsa).sign),
    forged("an RSA signature with a byte more", "RS256") { SigningKey.rsa.sign($0) + [0] },
    forged("an RSA signature with a zero before", "RS256") { [0] + SigningKey.rsa.sign($0) },
    forged("r and s zero", "ES256") { _ in Array(repeating: 0, count: 64) },
    forged("r and s one", "ES256") { _ in
      let one = Array(repeating: UInt8(0), count: 31) + [1]
      return one + one
    },
    forged("another EC key", "ES256", sign: SigningKey(.p256).sign),
    forged("63 bytes", "ES256") { Array(SigningKey.p256.sign($0).dropLast()) },
    forged("65 bytes", "ES256") { SigningKey.p256.sign($0) + [0] },
    forged("r and s changed over", "ES256") {
      let signature = SigningKey.p256.sign($0)
      return Array(signature[32...] + signature[..<32])
    },
    forged("zeros as EdDSA", "EdDSA") { _ in Array(repeating: 0, count: 64) },
    forged("another Ed25519 key", "EdDSA", sign: SigningKey(.ed25519).sign),
    forged("the signature of other bytes", "EdDSA") { SigningKey.ed25519.sign($0 + [0]) },
  ]

  static let claims: [Attack] = [
    Attack("claims no JSON", .malformedClaims, TokenBench.signed(claims: "sub=user-1")),
    Attack("claims a list", .malformedClaims, TokenBench.signed(claims: "[]")),
    Attack("no claims", .malformedClaims, TokenBench.signed(claims: "")),
    Attack(
      "a claim twice", .malformedClaims,
      TokenBench.signed(claims: #"{"sub":"user-1","sub":"admin","exp":1900000000}"#)),
    .claim("no exp", .missingExpiry, "exp", ""),
    .claim("exp null", .malformedClaims, "exp", "null"),
    .claim("exp a text", .malformedClaims, "exp", "\"1900000000\""),
    .claim("exp with an exponent", .malformedClaims, "exp", "1e300"),
    .claim("exp beyond 64 bits", .malformedClaims, "exp", "99999999999999999999"),
    .claim("exp beyond the year 9999", .malformedClaims, "exp", "253402300800"),
    .claim("exp negative", .malformedClaims, "exp", "-1"),
    .claim("exp long ago", .expired, "exp", "1300819380"),
    .claim("exp zero", .expired, "exp", "0"),
    .claim("nbf in an hour", .notYetValid, "nbf", "\(TokenBench.now + 3_600)"),
    .claim("nbf a text", .malformedClaims, "nbf", "\"0\""),
    .claim("iat in an hour", .issuedInFuture, "iat", "\(TokenBench.now + 3_600)"),
    .claim("auth_time a text", .malformedClaims, "auth_time", "\"now\""),
    .claim("no iss", .wrongIssuer, "iss", ""),
    .claim("iss of someone else", .wrongIssuer, "iss", "\"https://attacker.example\""),
    .claim("iss with a slash more", .wrongIssuer, "iss", "\"https://issuer.example/\""),
    .claim("iss a list", .malformedClaims, "iss", "[\"https://issuer.example\"]"),
    .claim("no aud", .wrongAudience, "aud", ""),
    .claim("aud of someone else", .wrongAudience, "aud", "\"other\""),
    .claim("aud with more after it", .wrongAudience, "aud", "\"ovation2\""),
    .claim("aud an empty list", .wrongAudience, "aud", "[]"),
    .claim("aud a list with a number", .malformedClaims, "aud", "[\"ovation\",1]"),
    .claim("no sub", .invalidSubject, "sub", ""),
    .claim("sub empty", .invalidSubject, "sub", "\"\""),
    .claim("sub a number", .malformedClaims, "sub", "1"),
    .claim("sub with a NUL", .invalidSubject, "sub", #""admin\u0000""#),
    .claim("sub with a line end", .invalidSubject, "sub", #""a\nb""#),
    .claim("sub with a line separator", .invalidSubject, "sub", "\"a\u{2028}b\""),
    .claim(
      "sub of 129 characters", .invalidSubject, "sub", "\"\(String(repeating: "a", count: 129))\""),
  ]

  @Test(arguments: forms + headers + signatures + claims)
  func `is refused with its code`(attack: Attack) throws {
    let verifier = try TokenBench.verifier()
    #expect(throws: attack.code) {
      try verifier.verify(attack.token, nowSeconds: TokenBench.now)
    }
  }

  @Test func `the token they are made of is itself good`() throws {
    let claims = try TokenBench.verifier().verify(Self.good, nowSeconds: TokenBench.now)
    #expect(claims.subject == "user-1")
  }

  @Test(arguments: ["HS256", "ES256", "EdDSA"])
  func `a verifier with an RSA key only knows no other algorithm`(algorithm: String) throws {
    let set = #"{"keys":[\#(SigningKey.rsa.jwk(id: "rsa-1"))]}"#
    let verifier = JWTVerifier(keys: try KeySet(parsing: Array(set.utf8)))
    let token = TokenBench.token(header: #"{"alg":"\#(algorithm)","kid":"rsa-1"}"#) {
      HMACSHA256.code(of: $0, key: SigningKey.rsa.encodedPublicKey).bytes
    }
    #expect(throws: JWTError.algorithmNotAllowed) {
      try verifier.verify(token, nowSeconds: TokenBench.now)
    }
  }

  private static func forged(
    _ name: String, _ algorithm: String, sign: ([UInt8]) -> [UInt8]
  ) -> Attack {
    Attack(
      name, .invalidSignature, TokenBench.token(header: #"{"alg":"\#(algorithm)"}"#, sign: sign))
  }

  private static func secondSpelling(of token: String) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    guard let last = token.last, let value = digits.firstIndex(of: last) else { return token }
    return token.dropLast() + String(digits[value + 1])
  }
}
