/// Why keys cannot be used, for the operator who configured them.
package struct KeySetError: Error, Equatable, Sendable {
  /// What is wrong.
  package enum Code: String, Sendable, CaseIterable {
    /// The text is longer than `KeySet.byteCountMax` or holds more than `KeySet.keyCountMax` keys.
    case tooLarge = "too_large"
    /// The text is not a strict JSON object with an array `keys` of objects.
    case malformedSet = "malformed_set"
    /// A part of a key is missing or malformed.
    case malformedKey = "malformed_key"
    /// The numbers are not a valid key, such as a point that is not on the curve.
    case invalidKey = "invalid_key"
    /// A secret or an RSA modulus is too short, or a modulus is too long to verify quickly.
    case weakKey = "weak_key"
    /// The set holds a private key.
    case secretKey = "secret_key"
    /// Two keys have the same id and the same algorithm.
    case duplicateId = "duplicate_id"
    /// The set holds no usable key.
    case noUsableKey = "no_usable_key"
  }

  /// What is wrong.
  package let code: Code
  /// The index in `keys`, from 0; nil if the error concerns the whole set.
  package let keyIndex: Int?

  /// Creates an error for one key or for the whole set.
  package init(_ code: Code, keyIndex: Int? = nil) {
    self.code = code
    self.keyIndex = keyIndex
  }
}
