/// A SHA-256 value that chains an entry to everything before it in its writer's journal.
package struct ChainHash: Hashable, Sendable {
  /// The 32 bytes, as four words in native order.
  package let words: (UInt64, UInt64, UInt64, UInt64)

  package init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

  /// The previous hash of every writer's first entry.
  package static let genesis = ChainHash(words: (0, 0, 0, 0))

  /// Creates a hash from 32 bytes; nil for any other number.
  package init?(bytes: [UInt8]) { self.init(bytes: bytes[...]) }

  /// Creates a hash from 32 bytes; nil for any other number.
  package init?(bytes: ArraySlice<UInt8>) {
    guard bytes.count == 32 else { return nil }
    let start = bytes.startIndex
    words = (
      Self.word(of: bytes, at: start), Self.word(of: bytes, at: start + 8),
      Self.word(of: bytes, at: start + 16), Self.word(of: bytes, at: start + 24)
    )
  }

  /// The 32 bytes in order.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    append(to: &bytes)
    return bytes
  }

  /// Appends the 32 bytes in order.
  package func append(to bytes: inout [UInt8]) {
    bytes.append(word: words.0)
    bytes.append(word: words.1)
    bytes.append(word: words.2)
    bytes.append(word: words.3)
  }

  private static func word(of bytes: ArraySlice<UInt8>, at start: Int) -> UInt64 {
    var word: UInt64 = 0
    for offset in 0..<8 { word |= UInt64(bytes[start + offset]) << UInt64(8 * offset) }
    return word
  }

  package static func == (left: ChainHash, right: ChainHash) -> Bool {
    left.words == right.words
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
  }
}

/// Computes chain hashes; the shell provides the implementation of SHA-256.
///
/// Used by one thread at a time.
package protocol ChainHashing: AnyObject {
  /// SHA-256 over the previous entry's hash and an entry's bytes.
  func hash(previous: ChainHash, entry: [UInt8]) -> ChainHash
}
