import Application
import Ledger
import Monetization

/// A writer that makes one planted mistake.
final class BuggyWriter: StoreWriter {
  private let base: any StoreWriter
  private let bug: PlantedBug
  /// What was answered but not written.
  private var pending: CommitBatch?
  /// Keys that the next load does not find.
  private var hidden: Set<IdempotencyKey> = []
  private var hasConflicted = false
  private var commits = 0
  /// The last sequence number that a commit confirmed.
  private var known: Int64

  init(_ base: any StoreWriter, bug: PlantedBug) {
    self.base = base
    self.bug = bug
    known = base.head.sequence
  }

  var head: WriterHead { pending?.head ?? base.head }

  var isExclusive: Bool { base.isExclusive }

  func load(
    _ request: LoadRequest, into state: inout State
  ) throws(StoreError) -> [IdempotencyKey: StoredAnswer] {
    try writePending()
    var known = try base.load(request, into: &state)
    switch bug {
    case .keysNotChecked:
      hidden.formUnion(known.keys)
      return [:]
    case .appliedTwiceAfterUnknown:
      for key in hidden { known[key] = nil }
      return known
    default: return known
    }
  }

  func commit(_ batch: CommitBatch) throws(StoreError) {
    var batch = batch
    commits += 1
    switch bug {
    case .answeredBeforeCommit:
      try writePending()
      pending = batch
      return
    case .keysNotChecked, .appliedTwiceAfterUnknown:
      batch.answers.removeAll { hidden.contains($0.key) }
    case .answersLostOnConflict:
      if hasConflicted { batch.answers = [] }
      hasConflicted = false
    case .previousPointerWrong: batch = batch.withWrongPointers(after: base.head.hash)
    case .rowChangedUnseen: batch.fillStreams()
    case .nameInvented:
      if commits % 20 == 0 { batch.inventName() }
    case .answerDropped:
      if commits % 20 == 0 { batch.dropAnswer() }
    default: break
    }
    do throws(StoreError) {
      try base.commit(batch)
      known = batch.head.sequence
    } catch {
      try rethrow(error, of: batch)
    }
  }

  func takeOver() throws(StoreError) -> WriterHead {
    var head = try base.takeOver()
    // The lane publishes what lies between the head that it knew and this one.
    if bug == .unseenCommitNotPublished { head.sequence = known }
    return head
  }

  func entries(
    of writer: WriterID, after sequence: Int64, limit: Int
  ) throws(StoreError) -> [StoredEntry] {
    try base.entries(of: writer, after: sequence, limit: limit)
  }

  func purgeAnswers(olderThan limit: Timestamp, most count: Int) throws(StoreError) -> Bool {
    try base.purgeAnswers(olderThan: limit, most: count)
  }

  private func rethrow(_ error: StoreError, of batch: CommitBatch) throws(StoreError) {
    switch (bug, error) {
    case (.unknownTakenForDone, .outcomeUnknown): return
    case (.appliedTwiceAfterUnknown, .outcomeUnknown):
      hidden.formUnion(batch.answers.map(\.key))
    case (.answersLostOnConflict, .conflict): hasConflicted = true
    default: break
    }
    throw error
  }

  private func writePending() throws(StoreError) {
    guard let batch = pending else { return }
    pending = nil
    try base.commit(batch)
  }
}

extension CommitBatch {
  /// Gives every stream that the batch writes another number of viewers.
  fileprivate mutating func fillStreams() {
    var streams: [RowChange] = []
    state.forEachChangedRow { owner, slot, bytes in
      var reader = ByteReader(bytes)
      guard slot.tag == .stream, var stream = try? LiveStream(of: owner, from: &reader)
      else { return }
      stream.viewersMax = 7
      streams.append(.stream(stream))
    }
    apply(streams)
  }

  /// Claims a name for nobody.
  fileprivate mutating func inventName() {
    apply([.name(UniqueName(.user, "invented-\(head.sequence)"), .global)])
  }

  /// Forgets the newest answer that names an entry.
  fileprivate mutating func dropAnswer() {
    let place = answers.lastIndex { if case .entry = $0.answer.result { true } else { false } }
    if let place { answers.remove(at: place) }
  }

  private mutating func apply(_ rows: [RowChange]) {
    guard let last = entries.last?.entry.position else { return }
    let header = JournalEntry.Header(position: last, epoch: head.epoch, stamp: head.lastStamp)
    // Rows alone break no law of the ledger.
    _ = try? state.apply(Delta(facts: [], rows: rows), at: header)
  }

  /// The batch with postings that forget what came before them, in a chain that is whole.
  fileprivate func withWrongPointers(after hash: ChainHash) -> CommitBatch {
    let chain = ChainSHA256()
    var copy = self
    var previous = hash
    copy.entries = entries.map { sealed in
      let bytes = sealed.entry.bytes.withWrongPointers
      previous = chain.hash(previous: previous, entry: bytes)
      return SealedEntry(
        entry: StoredEntry(position: sealed.entry.position, bytes: bytes, hash: previous),
        texts: sealed.texts)
    }
    if !entries.isEmpty { copy.head.hash = previous }
    return copy
  }
}

extension [UInt8] {
  /// A journal entry's bytes with postings that point nowhere.
  fileprivate var withWrongPointers: [UInt8] {
    guard let entry = try? JournalEntry(bytes: self) else { return self }  // Not ours to judge.
    let transactions = entry.transactions.map { transaction in
      Transaction(
        id: transaction.id, kind: transaction.kind, reference: transaction.reference,
        postings: transaction.postings.map {
          Posting(
            account: $0.account, line: $0.line, quantity: $0.quantity, after: $0.after,
            previous: .none)
        })
    }
    var writer = ByteWriter()
    JournalEntry(
      header: JournalEntry.Header(
        position: entry.position, epoch: entry.epoch, stamp: entry.stamp),
      actor: entry.actor, facts: entry.facts, transactions: transactions, texts: entry.texts,
      bindings: entry.bindings
    ).encode(into: &writer)
    return writer.bytes
  }
}
