internal import JSON

/// The keys that tokens may be signed with.
///
/// A set is immutable. When the issuer rotates its keys, read the new text and replace the set; if
/// the text is invalid, keep the old set.
package struct KeySet: Sendable {
  /// The maximum length of the text in bytes.
  package static let byteCountMax = 256 * 1024
  /// The maximum number of keys: a token without a key id is tried with each key of its algorithm.
  package static let keyCountMax = 32

  /// The usable keys.
  package let keys: [VerificationKey]

  /// Creates a set from keys.
  ///
  /// - Throws: `noUsableKey` for an empty list, `tooLarge`, or `duplicateId`.
  package init(_ keys: [VerificationKey]) throws(KeySetError) {
    guard !keys.isEmpty else { throw KeySetError(.noUsableKey) }
    guard keys.count <= Self.keyCountMax else { throw KeySetError(.tooLarge) }
    for (index, key) in keys.enumerated() where key.id != nil {
      let isTaken = keys[..<index].contains { $0.id == key.id && $0.algorithm == key.algorithm }
      guard !isTaken else { throw KeySetError(.duplicateId, keyIndex: index) }
    }
    self.keys = keys
  }

  /// Reads a JWK Set.
  ///
  /// Keys of other types, curves, uses or algorithms are ignored, as RFC 7517 section 5 asks; among
  /// them shared secrets. An invalid or weak key, or a private one, refuses the whole set, so that
  /// the operator sees the mistake.
  ///
  /// - Throws: `KeySetError` with the index of the invalid key.
  package init(parsing bytes: [UInt8]) throws(KeySetError) {
    guard bytes.count <= Self.byteCountMax else { throw KeySetError(.tooLarge) }
    let set: JSONValue
    do throws(JSONError) {
      set = try JSONValue(parsing: bytes)
    } catch {
      throw KeySetError(.malformedSet)
    }
    guard let elements = set["keys"]?.arrayValue else { throw KeySetError(.malformedSet) }
    var keys: [VerificationKey] = []
    for (index, element) in elements.enumerated() {
      do throws(KeySetError) {
        if let key = try Self.key(element) { keys.append(key) }
      } catch {
        throw KeySetError(error.code, keyIndex: index)
      }
    }
    try self.init(keys)
  }

  /// The keys of both sets, such as our own secret and an issuer's keys.
  ///
  /// - Throws: `tooLarge` or `duplicateId`.
  package func merging(_ other: KeySet) throws(KeySetError) -> KeySet {
    try KeySet(keys + other.keys)
  }

  /// The keys that a token may have been signed with.
  ///
  /// A key without id may have signed any token of its algorithm.
  ///
  /// - Throws: `algorithmNotAllowed` if no key is for the algorithm, `unknownKey` if no such key
  ///   has the id.
  func candidates(
    for algorithm: JWTAlgorithm, id: String?
  ) throws(JWTError) -> [VerificationKey] {
    let fitting = keys.filter { $0.algorithm == algorithm }
    guard !fitting.isEmpty else { throw .algorithmNotAllowed }
    guard let id else { return fitting }
    let named = fitting.filter { $0.id?.utf8.elementsEqual(id.utf8) ?? true }
    guard !named.isEmpty else { throw .unknownKey }
    return named
  }

  /// Reads a JWK; nil for one that is ignored.
  ///
  /// *Source:* RFC 7517 section 4, RFC 7518 section 6, RFC 8037 section 2.
  private static func key(_ key: JSONValue) throws(KeySetError) -> VerificationKey? {
    guard case .object = key, let type = key["kty"]?.stringValue else {
      throw KeySetError(.malformedKey)
    }
    guard type != "oct" else { return nil }
    guard key["d"] == nil else { throw KeySetError(.secretKey) }
    let id = try optionalText(key, "kid")
    guard try isForVerifying(key) else { return nil }
    let curve = try optionalText(key, "crv")
    let algorithm = try optionalText(key, "alg")
    switch (type, curve, algorithm) {
    case ("RSA", _, nil), ("RSA", _, "RS256"):
      return try .rsa(modulus: number(key, "n"), exponent: number(key, "e"), id: id)
    case ("EC", "P-256", nil), ("EC", "P-256", "ES256"):
      return try .p256(x: number(key, "x"), y: number(key, "y"), id: id)
    case ("OKP", "Ed25519", nil), ("OKP", "Ed25519", "EdDSA"), ("OKP", "Ed25519", "Ed25519"):
      return try .ed25519(number(key, "x"), id: id)
    default:
      return nil
    }
  }

  private static func isForVerifying(_ key: JSONValue) throws(KeySetError) -> Bool {
    if let use = try optionalText(key, "use"), use != "sig" { return false }
    guard let operations = key["key_ops"] else { return true }
    guard let operations = operations.arrayValue else { throw KeySetError(.malformedKey) }
    return operations.contains(.string("verify"))
  }

  private static func optionalText(
    _ key: JSONValue, _ name: String
  ) throws(KeySetError) -> String? {
    guard let value = key[name] else { return nil }
    guard let text = value.stringValue, text.utf8.count <= 256 else {
      throw KeySetError(.malformedKey)
    }
    return text
  }

  private static func number(_ key: JSONValue, _ name: String) throws(KeySetError) -> [UInt8] {
    guard let text = key[name]?.stringValue, let bytes = Base64.decodeURL(text) else {
      throw KeySetError(.malformedKey)
    }
    return bytes
  }
}
