package import Ledger
package import Monetization

/// A row as stored.
package struct StoredCell: Equatable, Sendable {
  package let slot: RowSlot
  package let bytes: [UInt8]
  /// The salt of the row's digest; only read for a verification, nil if no entry binds the row.
  package let salt: ChainHash?

  package init(slot: RowSlot, bytes: [UInt8], salt: ChainHash? = nil) {
    self.slot = slot
    self.bytes = bytes
    self.salt = salt
  }
}

/// A journal entry as stored: its bytes and its chain hash.
package struct StoredEntry: Equatable, Sendable {
  package let position: EntryPosition
  package let bytes: [UInt8]
  /// SHA-256 over the previous entry's hash and ``bytes``.
  package let hash: ChainHash

  package init(position: EntryPosition, bytes: [UInt8], hash: ChainHash) {
    self.position = position
    self.bytes = bytes
    self.hash = hash
  }
}

/// A personal text with its salt; erasing both leaves the chain valid.
package struct SealedText: Equatable, Sendable {
  /// 32 random bytes.
  package let salt: ChainHash
  package let text: String

  package init(salt: ChainHash, text: String) {
    self.salt = salt
    self.text = text
  }
}

/// The end of one writer's journal.
package struct WriterHead: Equatable, Sendable {
  package let writer: WriterID
  /// The number of takeovers of the writer.
  package var epoch: Int64
  /// The last entry's sequence number; 0 before the first.
  package var sequence: Int64
  /// The last entry's hash; ``ChainHash/genesis`` before the first.
  package var hash: ChainHash
  /// The newest stamp that the writer created.
  package var lastStamp: Stamp

  package init(
    writer: WriterID, epoch: Int64, sequence: Int64, hash: ChainHash, lastStamp: Stamp
  ) {
    self.writer = writer
    self.epoch = epoch
    self.sequence = sequence
    self.hash = hash
    self.lastStamp = lastStamp
  }
}
