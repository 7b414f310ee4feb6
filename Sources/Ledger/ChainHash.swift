/// A SHA-256 value that chains an entry to everything before it in its writer's journal.
package struct ChainHash: Hashable, Sendable {
  /// The 32 bytes, as four words in native order.
  package let words: (UInt64, UInt64, UInt64, UInt64)

  package init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

  /// What stands before the first entry of every writer.
  package static let genesis = ChainHash(words: (0, 0, 0, 0))

  /// The hash of these bytes' order; nil unless there are 32.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    var all = [UInt64](repeating: 0, count: 4)
    for (index, byte) in bytes.enumerated() {
      all[index / 8] |= UInt64(byte) << UInt64(8 * (index % 8))
    }
    words = (all[0], all[1], all[2], all[3])
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
    for word in [words.0, words.1, words.2, words.3] {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
  }

  package static func == (left: ChainHash, right: ChainHash) -> Bool {
    left.words == right.words
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
  }
}

/// Computes chain hashes; the shell brings the implementation of SHA-256.
///
/// Used by one thread at a time.
package protocol ChainHashing: AnyObject {
  /// SHA-256 over the previous entry's hash and an entry's bytes.
  func hash(previous: ChainHash, entry: [UInt8]) -> ChainHash
}
