internal import COpenSSL

/// Comparisons whose duration reveals nothing about the bytes compared.
package enum ConstantTime {
  /// Whether two byte sequences are equal; the duration reveals only their lengths.
  package static func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard one.count == other.count else { return false }
    // Both have the same length, as just checked.
    return unsafe CRYPTO_memcmp(one, other, one.count) == 0
  }

  /// Whether two digests are equal.
  package static func areEqual(_ one: Digest32, _ other: Digest32) -> Bool {
    // Both digests have 32 bytes.
    unsafe one.withUnsafeRawBytes { first in
      unsafe other.withUnsafeRawBytes { second in
        unsafe CRYPTO_memcmp(first.baseAddress, second.baseAddress, Digest32.byteCount) == 0
      }
    }
  }
}
