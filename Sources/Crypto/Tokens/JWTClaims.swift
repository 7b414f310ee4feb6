package import JSON

/// The claims of a token whose signature and times were verified.
///
/// Times are seconds since 1970; fractions in the token are truncated.
package struct JWTClaims: Equatable, Sendable {
  /// How many Unicode scalars a subject may have.
  package static let subjectLengthMax = 128
  /// The last second of the year 9999; later times are refused as malformed.
  package static let timeMax: Int64 = 253_402_300_799

  /// `sub`: the issuer's id of the caller; 1…128 characters, no control characters.
  package let subject: String
  /// `iss`: who issued the token.
  package let issuer: String?
  /// `aud`: the intended recipients; empty if the token names none.
  package let audience: [String]
  /// `exp`: the token is invalid from this time on.
  package let expiresAtSeconds: Int64
  /// `nbf`: the token is valid from this time on.
  package let notBeforeSeconds: Int64?
  /// `iat`: when it was issued.
  package let issuedAtSeconds: Int64?
  /// `auth_time`: when the person last signed in, OpenID Connect Core section 2.
  package let authTimeSeconds: Int64?
  /// All claims as an object, including those above.
  package let all: JSONValue

  /// A claim by its name, or nil.
  package subscript(name: String) -> JSONValue? {
    all[name]
  }

  /// Reads the claims of a token; the verifier checks them.
  ///
  /// *Source:* RFC 7519 section 4.1.
  init(parsing bytes: [UInt8]) throws(JWTError) {
    do throws(JSONError) {
      all = try JSONValue(parsing: bytes)
    } catch {
      throw .malformedClaims
    }
    guard case .object = all else { throw .malformedClaims }
    guard let expiry = try Self.time(all["exp"]) else { throw .missingExpiry }
    expiresAtSeconds = expiry
    notBeforeSeconds = try Self.time(all["nbf"])
    issuedAtSeconds = try Self.time(all["iat"])
    authTimeSeconds = try Self.time(all["auth_time"])
    issuer = try Self.text(all["iss"])
    audience = try Self.audience(all["aud"])
    guard let subject = try Self.text(all["sub"]), Self.isSubject(subject) else {
      throw .invalidSubject
    }
    self.subject = subject
  }

  private static func text(_ value: JSONValue?) throws(JWTError) -> String? {
    guard let value else { return nil }
    guard let text = value.stringValue else { throw .malformedClaims }
    return text
  }

  private static func audience(_ value: JSONValue?) throws(JWTError) -> [String] {
    guard let value else { return [] }
    if let single = value.stringValue { return [single] }
    guard let elements = value.arrayValue else { throw .malformedClaims }
    let texts = elements.compactMap(\.stringValue)
    guard texts.count == elements.count else { throw .malformedClaims }
    return texts
  }

  /// Reads a NumericDate; a fraction is allowed, an exponent is not.
  private static func time(_ value: JSONValue?) throws(JWTError) -> Int64? {
    switch value {
    case nil:
      return nil
    case .integer(let seconds) where (0...timeMax).contains(seconds):
      return seconds
    case .decimal(let literal):
      let parts = literal.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 2, parts[1].utf8.allSatisfy(isDigit), let seconds = Int64(parts[0]),
        (0...timeMax).contains(seconds)
      else { throw .malformedClaims }
      return seconds
    default:
      throw .malformedClaims
    }
  }

  private static func isSubject(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    return !scalars.isEmpty && scalars.count <= subjectLengthMax
      && !scalars.contains { isControl($0.value) }
  }

  /// The control characters of ASCII and Latin-1 and the two line separators of Unicode.
  private static func isControl(_ scalar: UInt32) -> Bool {
    scalar < 0x20 || (0x7F...0x9F).contains(scalar) || scalar == 0x2028 || scalar == 0x2029
  }
}

private func isDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}
