package import Ledger
package import Monetization

/// What to load for a batch, without duplicates.
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

/// One entry of a batch with its texts, which are stored outside it.
package struct SealedEntry: Equatable, Sendable {
  package let entry: StoredEntry
  package let texts: [SealedText]

  package init(entry: StoredEntry, texts: [SealedText]) {
    self.entry = entry
    self.texts = texts
  }
}

/// Everything that a commit writes.
package struct CommitBatch: Sendable {
  /// In sequence order, following the writer's head.
  package var entries: [SealedEntry]
  /// The changed rows and claimed names.
  package var state: State
  package var answers: [(key: IdempotencyKey, answer: StoredAnswer)]
  /// The writer's head after the batch, with the epoch that must still be current.
  package var head: WriterHead
  /// The salts of its bound rows and names.
  package var seals: RowSeals

  package init(
    entries: [SealedEntry], state: State,
    answers: [(key: IdempotencyKey, answer: StoredAnswer)], head: WriterHead,
    seals: RowSeals = RowSeals()
  ) {
    self.entries = entries
    self.state = state
    self.answers = answers
    self.head = head
    self.seals = seals
  }
}
