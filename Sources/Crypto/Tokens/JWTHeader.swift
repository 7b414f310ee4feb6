internal import JSON

/// The header of a token, which names the key.
///
/// *Source:* RFC 7515 section 4 and RFC 8725 sections 3.1 and 3.11.
struct JWTHeader {
  /// Parameters that contain or link to a key, which an attacker could choose.
  private static let keyParameters = ["jwk", "jku", "x5c", "x5u"]
  /// `at+jwt` is the access token of RFC 9068.
  private static let types = ["jwt", "at+jwt", "application/jwt", "application/at+jwt"]

  let algorithm: JWTAlgorithm
  let keyId: String?

  init(parsing bytes: [UInt8]) throws(JWTError) {
    let header: JSONValue
    do throws(JSONError) {
      header = try JSONValue(parsing: bytes)
    } catch {
      throw .malformedHeader
    }
    guard let name = header["alg"]?.stringValue else { throw .malformedHeader }
    guard let algorithm = JWTAlgorithm(rawValue: name) else { throw .algorithmNotAllowed }
    if header["crit"] != nil || header["b64"] != nil { throw .criticalHeader }
    for parameter in Self.keyParameters where header[parameter] != nil { throw .embeddedKey }
    if let type = header["typ"] {
      guard let type = type.stringValue, Self.types.contains(type.lowercased()) else {
        throw .unexpectedType
      }
    }
    self.algorithm = algorithm
    guard let id = header["kid"] else {
      keyId = nil
      return
    }
    guard let id = id.stringValue else { throw .malformedHeader }
    keyId = id
  }
}
