internal import COpenSSL

/// Comparisons whose duration tells nothing about the bytes compared.
package enum ConstantTime {
  /// Tells whether two byte sequences are equal; only their lengths may be learnt from the time.
  package static func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard one.count == other.count else { return false }
    // Both have as many bytes as are compared, as just checked.
    return unsafe CRYPTO_memcmp(one, other, one.count) == 0
  }

  /// Tells whether two digests are equal.
  package static func areEqual(_ one: Digest32, _ other: Digest32) -> Bool {
    // Both digests have 32 bytes.
    unsafe one.withUnsafeRawBytes { first in
      unsafe other.withUnsafeRawBytes { second in
        unsafe CRYPTO_memcmp(first.baseAddress, second.baseAddress, Digest32.byteCount) == 0
      }
    }
  }
}
