package import Ledger
package import Monetization

/// A row as stored.
package struct StoredCell: Equatable, Sendable {
  package let slot: RowSlot
  package let bytes: [UInt8]
  /// What its entry salted the row's digest with; only read for a verification, and nil where no
  /// entry binds the row.
  package let salt: ChainHash?

  package init(slot: RowSlot, bytes: [UInt8], salt: ChainHash? = nil) {
    self.slot = slot
    self.bytes = bytes
    self.salt = salt
  }
}

/// A journal entry as stored: the bytes that the chain hashes, and the hash.
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

/// A personal text beside its salt; destroying both leaves the chain whole.
package struct SealedText: Equatable, Sendable {
  /// 32 random bytes.
  package let salt: ChainHash
  package let text: String

  package init(salt: ChainHash, text: String) {
    self.salt = salt
    self.text = text
  }
}

/// How far one writer's journal goes.
package struct WriterHead: Equatable, Sendable {
  package let writer: WriterID
  /// How often the writer was taken over.
  package var epoch: Int64
  /// The last entry's sequence number; 0 before the first.
  package var sequence: Int64
  /// The last entry's hash; ``ChainHash/genesis`` before the first.
  package var hash: ChainHash
  /// The newest stamp that the writer minted.
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
