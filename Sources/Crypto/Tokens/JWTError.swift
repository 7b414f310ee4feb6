/// Why a token was not taken; the raw value is stable and holds nothing of the token.
package enum JWTError: String, Error, Sendable, CaseIterable {
  /// The token has more bytes than allowed.
  case tooLarge = "token_too_large"
  /// The token is not three parts of strict Base64 for URLs.
  case malformedToken = "malformed_token"
  /// The header is no strict JSON object with a text `alg`.
  case malformedHeader = "malformed_header"
  /// The header says that this is something other than a JWT.
  case unexpectedType = "unexpected_token_type"
  /// The header demands extensions, none of which is known here.
  case criticalHeader = "critical_header"
  /// The header brings its own key or says where to get one.
  case embeddedKey = "embedded_key"
  /// The algorithm is none of ours, or no key here is for it.
  case algorithmNotAllowed = "algorithm_not_allowed"
  /// No key here has the id and the algorithm that the header names.
  case unknownKey = "unknown_key"
  /// The signature was not made with the key for these bytes.
  case invalidSignature = "invalid_signature"
  /// The claims are no strict JSON object, or one that is checked has the wrong type.
  case malformedClaims = "malformed_claims"
  /// There is no `sub`, or one that is empty, too long or holds control characters.
  case invalidSubject = "invalid_subject"
  /// There is no `exp`.
  case missingExpiry = "missing_expiry"
  /// The token has expired.
  case expired = "token_expired"
  /// The token is not valid yet.
  case notYetValid = "token_not_yet_valid"
  /// The token claims to have been issued in the future.
  case issuedInFuture = "token_issued_in_future"
  /// The token is from someone else.
  case wrongIssuer = "wrong_issuer"
  /// The token is for someone else.
  case wrongAudience = "wrong_audience"
}
