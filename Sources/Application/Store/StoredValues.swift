package import Ledger
package import Monetization

/// A row as stored.
package struct StoredCell: Equatable, Sendable {
  package let slot: RowSlot
  package let bytes: [UInt8]

  package init(slot: RowSlot, bytes: [UInt8]) {
    self.slot = slot
    self.bytes = bytes
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

/// What a batch needs loaded; nothing stands in it twice.
package struct LoadRequest: Equatable, Sendable {
  package var owners: [OwnerID]
  package var names: [UniqueName]
  package var keys: [IdempotencyKey]

  package init(
    owners: [OwnerID] = [], names: [UniqueName] = [], keys: [IdempotencyKey] = []
  ) {
    self.owners = owners
    self.names = names
    self.keys = keys
  }
}

/// One entry of a batch with the texts that stand outside it.
package struct SealedEntry: Equatable, Sendable {
  package let entry: StoredEntry
  package let texts: [SealedText]

  package init(entry: StoredEntry, texts: [SealedText]) {
    self.entry = entry
    self.texts = texts
  }
}

/// Everything that one commit writes.
package struct CommitBatch: Sendable {
  /// In sequence order, following the writer's head.
  package var entries: [SealedEntry]
  /// Its changed rows and claimed names.
  package var state: State
  package var answers: [(key: IdempotencyKey, answer: StoredAnswer)]
  /// The writer's head after the batch, with the epoch that must still hold.
  package var head: WriterHead

  package init(
    entries: [SealedEntry], state: State,
    answers: [(key: IdempotencyKey, answer: StoredAnswer)], head: WriterHead
  ) {
    self.entries = entries
    self.state = state
    self.answers = answers
    self.head = head
  }
}
