/// Verifies the tokens of an issuer.
///
/// The key determines the algorithm, never the token; the claims are read only after the signature
/// was verified. *Source:* RFC 7515, 7519 and the advice of RFC 8725.
package struct JWTVerifier: Sendable {
  /// The keys that tokens may be signed with; replaced when they rotate.
  package var keys: KeySet
  /// The required `iss`; nil accepts every issuer.
  package var issuer: String?
  /// The required audience; nil accepts every audience.
  package var audience: String?
  /// The accepted difference between the issuer's clock and ours.
  package var clockSkewSeconds: Int64
  /// How many bytes a token may have.
  package var tokenBytesMax: Int

  /// Creates a verifier with these requirements.
  package init(
    keys: KeySet, issuer: String? = nil, audience: String? = nil, clockSkewSeconds: Int64 = 60,
    tokenBytesMax: Int = 8192
  ) {
    precondition((0...3600).contains(clockSkewSeconds), "A clock skew is at most an hour.")
    self.keys = keys
    self.issuer = issuer
    self.audience = audience
    self.clockSkewSeconds = clockSkewSeconds
    self.tokenBytesMax = tokenBytesMax
  }

  /// Verifies a token and returns its claims.
  ///
  /// - Throws: `JWTError`, one code for each failed check.
  package func verify(_ token: String, nowSeconds: Int64) throws(JWTError) -> JWTClaims {
    guard token.utf8.count <= tokenBytesMax else { throw .tooLarge }
    return try verify(Array(token.utf8), nowSeconds: nowSeconds)
  }

  /// Verifies a token and returns its claims.
  ///
  /// - Throws: `JWTError`, one code for each failed check.
  package func verify(_ token: [UInt8], nowSeconds: Int64) throws(JWTError) -> JWTClaims {
    guard token.count <= tokenBytesMax else { throw .tooLarge }
    let parts = token.split(
      separator: UInt8(ascii: "."), maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 3, let headerBytes = Base64.decodeURL(parts[0]),
      let claimBytes = Base64.decodeURL(parts[1]), let signature = Base64.decodeURL(parts[2])
    else { throw .malformedToken }
    let header = try JWTHeader(parsing: headerBytes)
    let message = Array(token[..<parts[1].endIndex])
    let candidates = try keys.candidates(for: header.algorithm, id: header.keyId)
    guard candidates.contains(where: { $0.verifies(signature, of: message) }) else {
      throw .invalidSignature
    }
    let claims = try JWTClaims(parsing: claimBytes)
    try checkTimes(claims, nowSeconds)
    try checkParties(claims)
    return claims
  }

  /// *Source:* RFC 7519 sections 4.1.4 to 4.1.6: at `exp` itself a token has expired.
  private func checkTimes(_ claims: JWTClaims, _ nowSeconds: Int64) throws(JWTError) {
    guard nowSeconds < claims.expiresAtSeconds + clockSkewSeconds else { throw .expired }
    let latestStart = nowSeconds + clockSkewSeconds
    if let notBefore = claims.notBeforeSeconds, notBefore > latestStart { throw .notYetValid }
    if let issuedAt = claims.issuedAtSeconds, issuedAt > latestStart { throw .issuedInFuture }
  }

  /// Names are compared byte by byte: RFC 7519 section 7.3 defines no normalization.
  private func checkParties(_ claims: JWTClaims) throws(JWTError) {
    if let issuer {
      let isRight = claims.issuer?.utf8.elementsEqual(issuer.utf8) ?? false
      guard isRight else { throw .wrongIssuer }
    }
    if let audience {
      let isMeant = claims.audience.contains { $0.utf8.elementsEqual(audience.utf8) }
      guard isMeant else { throw .wrongAudience }
    }
  }
}
