import Crypto
import JSON
import Testing

@Suite struct JWTVerifierTests {
  static let now = TokenBench.now

  @Test(arguments: [
    (#"{"alg":"RS256","kid":"rsa-1","typ":"JWT"}"#, SigningKey.rsa),
    (#"{"alg":"RS256"}"#, SigningKey.rsa),
    (#"{"alg":"ES256","kid":"ec-1"}"#, SigningKey.p256),
    (#"{"typ":"at+JWT","alg":"ES256"}"#, SigningKey.p256),
    (#"{"alg":"EdDSA","kid":"ed-1","x5t":"ignored"}"#, SigningKey.ed25519),
  ])
  func `takes a token of every public key algorithm`(header: String, key: SigningKey) throws {
    // ECDSA is random: many rounds also meet numbers with leading zero bytes.
    for _ in 0..<(key.kind == .p256 ? 300 : 2) {
      let token = TokenBench.token(header: header, sign: key.sign)
      let claims = try TokenBench.verifier().verify(token, nowSeconds: Self.now)
      #expect(claims.subject == "user-1")
    }
  }

  @Test func `accepts what the signer makes and returns every claim`() throws {
    let signer = try JWTSigner(secret: TokenBench.secret, keyId: "hs-1")
    let token = signer.sign { claims in
      claims.field("sub", "demo-viewer")
      claims.field("iss", "https://issuer.example")
      claims.array("aud") {
        $0.element("other")
        $0.element("ovation")
      }
      claims.field("exp", Self.now + 60)
      claims.field("nbf", Self.now)
      claims.field("iat", Self.now)
      claims.field("auth_time", Self.now - 5)
      claims.array("roles") { $0.element("admin") }
    }
    let claims = try TokenBench.verifier().verify(token, nowSeconds: Self.now)
    #expect(claims.subject == "demo-viewer")
    #expect(claims.issuer == "https://issuer.example")
    #expect(claims.audience == ["other", "ovation"])
    #expect(claims.expiresAtSeconds == Self.now + 60)
    #expect(claims.notBeforeSeconds == Self.now)
    #expect(claims.issuedAtSeconds == Self.now)
    #expect(claims.authTimeSeconds == Self.now - 5)
    #expect(claims["roles"] == .array([.string("admin")]))
    #expect(claims["role"] == nil)
  }

  @Test(
    arguments: [
      (["exp": "\(now - 59)"], nil),
      (["exp": "\(now - 60)"], .expired),
      (["exp": "\(now - 59).9"], nil),
      (["exp": "\(now - 61).9"], .expired),
      (["nbf": "\(now + 60)"], nil),
      (["nbf": "\(now + 61)"], .notYetValid),
      (["iat": "\(now + 60)"], nil),
      (["iat": "\(now + 61)"], .issuedInFuture),
      (["iat": "", "nbf": "0"], nil),
      (["sub": "\"\(String(repeating: "é", count: 128))\""], nil),
      (["sub": "\"\(String(repeating: "é", count: 129))\""], .invalidSubject),
    ] as [([String: String], JWTError?)])
  func `bounds are exact`(changes: [String: String], error: JWTError?) throws {
    let token = TokenBench.signed(claims: TokenBench.claims(changes))
    let verifier = try TokenBench.verifier()
    var thrown: JWTError?
    do throws(JWTError) {
      _ = try verifier.verify(token, nowSeconds: Self.now)
    } catch {
      thrown = error
    }
    #expect(thrown == error)
  }

  @Test func `a verifier that does not care takes any issuer and audience`() throws {
    let verifier = JWTVerifier(keys: try KeySet([.secret(TokenBench.secret)]))
    for changes in [["iss": "", "aud": ""], ["iss": "\"x\"", "aud": "[]"]] {
      let token = TokenBench.signed(claims: TokenBench.claims(changes))
      #expect(throws: Never.self) { try verifier.verify(token, nowSeconds: Self.now) }
    }
  }

  @Test func `a key without id takes tokens of any id, a new set replaces the old one`() throws {
    var verifier = try TokenBench.verifier()
    let token = TokenBench.signed(header: #"{"alg":"HS256","kid":"unheard-of"}"#)
    #expect(throws: JWTError.unknownKey) { try verifier.verify(token, nowSeconds: Self.now) }
    verifier.keys = try KeySet([.secret(TokenBench.otherSecret), .secret(TokenBench.secret)])
    #expect(throws: Never.self) { try verifier.verify(token, nowSeconds: Self.now) }
    verifier.keys = try KeySet([.secret(TokenBench.otherSecret)])
    #expect(throws: JWTError.invalidSignature) { try verifier.verify(token, nowSeconds: Self.now) }
  }

  /// *Source:* RFC 7515 appendix A.1; the token of 2011 names no subject.
  @Test func `checks the published HS256 signature`() throws {
    let token = """
      eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQog\
      Imh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk
      """
    let key = try #require(
      Base64.decodeURL(
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"))
    let verifier = JWTVerifier(keys: try KeySet([.secret(key)]))
    #expect(throws: JWTError.invalidSubject) {
      try verifier.verify(token, nowSeconds: 1_300_819_300)
    }
  }

  /// *Source:* RFC 8037 appendix A; the message is no claims at all.
  @Test func `checks the published EdDSA signature`() throws {
    let set = """
      {"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}
      """
    let token = """
      eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGc\
      vMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg
      """
    let verifier = JWTVerifier(keys: try KeySet(parsing: Array(set.utf8)))
    #expect(throws: JWTError.malformedClaims) { try verifier.verify(token, nowSeconds: 0) }
  }

  /// *Source:* RFC 7515 appendix A.3.
  @Test func `checks the published ES256 signature`() throws {
    let set = """
      {"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",\
      "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}
      """
    let token = """
      eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLm\
      NvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApm\
      WQxfKTUJqPP3-Kg6NU1Q
      """
    let verifier = JWTVerifier(keys: try KeySet(parsing: Array(set.utf8)))
    #expect(throws: JWTError.invalidSubject) {
      try verifier.verify(token, nowSeconds: 1_300_819_300)
    }
  }

  @Test func `no damaged byte of a token is taken`() throws {
    let verifier = try TokenBench.verifier()
    let token = Array(
      TokenBench.token(header: #"{"alg":"ES256"}"#, sign: SigningKey.p256.sign).utf8)
    for index in token.indices {
      var damaged = token
      damaged[index] ^= 1
      #expect(throws: JWTError.self) { try verifier.verify(damaged, nowSeconds: Self.now) }
      #expect(throws: JWTError.self) {
        try verifier.verify(Array(token[..<index]), nowSeconds: Self.now)
      }
    }
  }
}
