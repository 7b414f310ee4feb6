import Application
import Ledger

/// A writer's head with its number of commits.
///
/// Commits are counted because a batch of refusals only does not change the head.
struct HeadRecord: Equatable, Sendable {
  var head: WriterHead
  var commits: Int64

  /// Whether another record of the same writer is newer.
  func isBehind(_ other: HeadRecord) -> Bool {
    (head.epoch, commits) < (other.head.epoch, other.commits)
  }
}

extension HeadRecord {
  /// Magic and version (8), writer, epoch, sequence, stamp, commits (8 each), hash (32), sum (8).
  static let byteCount = 88
  private static let magic: UInt64 = 0x0001_4441_4548_564F  // "OVHEAD" and version 1

  /// The bytes of a slot; numbers are little-endian.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    let words = [
      Self.magic, UInt64(head.writer.rawValue), UInt64(bitPattern: head.epoch),
      UInt64(bitPattern: head.sequence), UInt64(bitPattern: head.lastStamp.rawValue),
      UInt64(bitPattern: commits),
    ]
    for word in words { Self.append(word, to: &bytes) }
    head.hash.append(to: &bytes)
    Self.append(Checksum.of(bytes), to: &bytes)
    return bytes
  }

  /// Decodes a slot; nil if it is empty, torn or of another version.
  init?(bytes: ArraySlice<UInt8>) {
    guard bytes.count == Self.byteCount, Self.word(0, of: bytes) == Self.magic,
      Self.word(10, of: bytes) == Checksum.of(bytes.dropLast(8)),
      let number = UInt16(exactly: Self.word(1, of: bytes)),
      let writer = WriterID(rawValue: number),
      let hash = ChainHash(bytes: bytes.dropFirst(48).prefix(32))
    else { return nil }
    head = WriterHead(
      writer: writer, epoch: Int64(bitPattern: Self.word(2, of: bytes)),
      sequence: Int64(bitPattern: Self.word(3, of: bytes)), hash: hash,
      lastStamp: Stamp(rawValue: Int64(bitPattern: Self.word(4, of: bytes))))
    commits = Int64(bitPattern: Self.word(5, of: bytes))
  }

  private static func append(_ word: UInt64, to bytes: inout [UInt8]) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: word >> shift))
    }
  }

  private static func word(_ index: Int, of bytes: ArraySlice<UInt8>) -> UInt64 {
    let start = bytes.startIndex + 8 * index
    return bytes[start..<start + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
