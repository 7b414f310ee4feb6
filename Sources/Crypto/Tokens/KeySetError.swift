/// Why keys cannot be used, for the operator who configured them.
package struct KeySetError: Error, Equatable, Sendable {
  /// What is wrong.
  package enum Code: String, Sendable, CaseIterable {
    /// The text is longer than `KeySet.byteCountMax` or holds more than `KeySet.keyCountMax` keys.
    case tooLarge = "too_large"
    /// The text is no strict JSON object with an array `keys` of objects.
    case malformedSet = "malformed_set"
    /// A key lacks a part or has one of the wrong form.
    case malformedKey = "malformed_key"
    /// The numbers make no key, such as a point that is not on the curve.
    case invalidKey = "invalid_key"
    /// A secret or an RSA modulus is too short, or the modulus too long to check quickly.
    case weakKey = "weak_key"
    /// The set holds a private key or a shared secret, which has no place in it.
    case secretKey = "secret_key"
    /// Two keys have the same id and the same algorithm.
    case duplicateId = "duplicate_id"
    /// Nothing in the set can be used.
    case noUsableKey = "no_usable_key"
  }

  /// What is wrong.
  package let code: Code
  /// Which element of `keys` it is, counted from 0, or nil if it is none in particular.
  package let keyIndex: Int?

  /// States what is wrong with a key of a set, or with all of it.
  package init(_ code: Code, keyIndex: Int? = nil) {
    self.code = code
    self.keyIndex = keyIndex
  }
}
