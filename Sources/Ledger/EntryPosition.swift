/// The number of one writer of the journal.
package struct WriterID: Hashable, Sendable, Comparable {
  /// 1 … 1 023: ten bits, as in a ``Stamp``.
  package let rawValue: UInt16

  /// Creates a writer's number; nil outside 1 … 1 023.
  package init?(rawValue: UInt16) {
    guard (1...1_023).contains(rawValue) else { return nil }
    self.rawValue = rawValue
  }

  private init(known rawValue: UInt16) { self.rawValue = rawValue }

  /// The only writer of a store with one process.
  package static let first = WriterID(known: 1)

  package static func < (left: WriterID, right: WriterID) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// The position of a journal entry: a writer and a gap-free sequence number.
package struct EntryPosition: Hashable, Sendable {
  /// The stored form: 15 bits of writer, then 48 bits of sequence; 0 means no entry.
  package let rawValue: Int64

  package init(rawValue: Int64) { self.rawValue = rawValue }

  /// The position of a writer's entry.
  ///
  /// - Parameters:
  ///   - writer: Whose entry.
  ///   - sequence: Its number, from 1.
  package init(writer: WriterID, sequence: Int64) {
    precondition((1..<1 << 48).contains(sequence), "a sequence number has 48 bits")
    rawValue = Int64(writer.rawValue) << 48 | sequence
  }

  /// No entry: precedes an account's first entry.
  package static let none = EntryPosition(rawValue: 0)

  /// The writer's number; 0 for ``none``.
  package var writerNumber: UInt16 { UInt16(truncatingIfNeeded: rawValue >> 48) }

  /// The entry's number in its writer's sequence, from 1.
  package var sequence: Int64 { rawValue & (1 << 48 - 1) }
}
