/// Why a token was refused; the raw value is stable and holds nothing of the token.
package enum JWTError: String, Error, Sendable, CaseIterable {
  /// The token has more bytes than allowed.
  case tooLarge = "token_too_large"
  /// The token does not consist of three parts in strict Base64 for URLs.
  case malformedToken = "malformed_token"
  /// The header is not a strict JSON object with a text `alg`.
  case malformedHeader = "malformed_header"
  /// The header names a type other than JWT.
  case unexpectedType = "unexpected_token_type"
  /// The header demands extensions, which are not supported.
  case criticalHeader = "critical_header"
  /// The header contains a key, or a link to one.
  case embeddedKey = "embedded_key"
  /// The algorithm is not supported, or no key is for it.
  case algorithmNotAllowed = "algorithm_not_allowed"
  /// No key has the id and the algorithm that the header names.
  case unknownKey = "unknown_key"
  /// The signature was not made with the key for these bytes.
  case invalidSignature = "invalid_signature"
  /// The claims are not a strict JSON object, or a claim has the wrong type.
  case malformedClaims = "malformed_claims"
  /// `sub` is missing, empty, too long or holds control characters.
  case invalidSubject = "invalid_subject"
  /// `exp` is missing.
  case missingExpiry = "missing_expiry"
  /// The token has expired.
  case expired = "token_expired"
  /// The token is not valid yet.
  case notYetValid = "token_not_yet_valid"
  /// `iat` is in the future.
  case issuedInFuture = "token_issued_in_future"
  /// The issuer is wrong.
  case wrongIssuer = "wrong_issuer"
  /// The audience is wrong.
  case wrongAudience = "wrong_audience"
}
