import Application
import Ledger
import Monetization

/// A store whose contents somebody has changed behind our back.
struct AlteredStore: Store {
  let base: any Store
  var alterEntries: @Sendable ([StoredEntry]) -> [StoredEntry] = { $0 }
  var alterHead: @Sendable (WriterHead) -> WriterHead = { $0 }
  /// nil takes the row away.
  var alterCell: @Sendable (OwnerID, StoredCell) -> StoredCell? = { $1 }
  var alterTexts: @Sendable ([SealedText?]) -> [SealedText?] = { $0 }
  /// nil takes the name away.
  var alterName: @Sendable (UniqueName, OwnerID) -> (UniqueName, OwnerID)? = { ($0, $1) }
  /// nil takes the answer away.
  var alterAnswer:
    @Sendable (IdempotencyKey, StoredAnswer) -> (key: IdempotencyKey, answer: StoredAnswer)? = {
      ($0, $1)
    }
  var forgetsNameSalts = false
  var inventedRows: [(OwnerID, StoredCell)] = []
  var inventedNames: [(UniqueName, OwnerID)] = []
  var inventedTexts: [EntryPosition] = []
  var inventedLosses: [AcceptedLoss] = []

  func openWriter(acceptingLoss: Bool) throws(StoreError) -> any StoreWriter {
    try base.openWriter(acceptingLoss: acceptingLoss)
  }

  func rows(of owner: OwnerID) throws(StoreError) -> [StoredCell] {
    try base.rows(of: owner).compactMap { alterCell(owner, $0) }
  }

  func owner(of name: UniqueName) throws(StoreError) -> OwnerID? {
    let owner = try base.owner(of: name)
    return owner.flatMap { alterName(name, $0)?.1 }
  }

  func entry(at position: EntryPosition) throws(StoreError) -> StoredEntry? {
    try base.entry(at: position)
  }

  func entries(
    of writer: WriterID, after sequence: Int64, limit: Int
  ) throws(StoreError) -> [StoredEntry] {
    guard sequence == 0 else { return [] }
    return alterEntries(try base.entries(of: writer, after: 0, limit: limit))
  }

  func texts(at position: EntryPosition) throws(StoreError) -> [SealedText?] {
    alterTexts(try base.texts(at: position))
  }

  func heads() throws(StoreError) -> [WriterHead] { try base.heads().map(alterHead) }

  func forEachName(
    _ body: (UniqueName, OwnerID, ChainHash?) throws(StoreError) -> Void
  ) throws(StoreError) {
    try base.forEachName { (name, owner, salt) throws(StoreError) in
      guard let (name, owner) = alterName(name, owner) else { return }
      try body(name, owner, forgetsNameSalts ? nil : salt)
    }
    for (name, owner) in inventedNames { try body(name, owner, nil) }
  }

  func forEachAnswer(
    _ body: ((key: IdempotencyKey, answer: StoredAnswer)?) throws(StoreError) -> Void
  ) throws(StoreError) {
    try base.forEachAnswer { (found) throws(StoreError) in
      guard let found else { return try body(nil) }
      if let altered = alterAnswer(found.key, found.answer) { try body(altered) }
    }
  }

  func forEachText(
    _ body: (EntryPosition) throws(StoreError) -> Void
  ) throws(StoreError) {
    try base.forEachText(body)
    for position in inventedTexts { try body(position) }
  }

  func losses() throws(StoreError) -> [AcceptedLoss] { inventedLosses }

  func forEachRow(
    _ body: (OwnerID, StoredCell) throws(StoreError) -> Void
  ) throws(StoreError) {
    try base.forEachRow { (owner, cell) throws(StoreError) in
      if let altered = alterCell(owner, cell) { try body(owner, altered) }
    }
    for (owner, cell) in inventedRows { try body(owner, cell) }
  }
}

extension [StoredEntry] {
  /// The journal with one entry replaced and every hash after it made good again.
  func forging(_ index: Int, _ change: (JournalEntry) -> JournalEntry) -> [StoredEntry] {
    let chain = ChainSHA256()
    var previous = ChainHash.genesis
    return enumerated().map { place, stored in
      var bytes = stored.bytes
      if place == index, let entry = try? JournalEntry(bytes: bytes) {
        var writer = ByteWriter()
        change(entry).encode(into: &writer)
        bytes = writer.bytes
      }
      previous = chain.hash(previous: previous, entry: bytes)
      return StoredEntry(position: stored.position, bytes: bytes, hash: previous)
    }
  }
}

extension JournalEntry {
  /// The entry with other postings.
  func with(_ change: (Posting) -> Posting) -> JournalEntry {
    let changed = transactions.map {
      Transaction(
        id: $0.id, kind: $0.kind, reference: $0.reference, postings: $0.postings.map(change))
    }
    return JournalEntry(
      header: Header(position: position, epoch: epoch, stamp: stamp), actor: actor, facts: facts,
      transactions: changed, texts: texts, bindings: bindings)
  }
}

extension Posting {
  /// The posting with another field.
  func with(
    quantity: Int64? = nil, balance: Int64? = nil, previous: EntryPosition? = nil
  ) -> Posting {
    Posting(
      account: account, line: line, quantity: quantity ?? self.quantity,
      after: PostingState(balance: balance ?? after.balance, inflow: after.inflow),
      previous: previous ?? self.previous)
  }
}
