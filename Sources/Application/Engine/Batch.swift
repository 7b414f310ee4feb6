import Ledger
import Monetization

/// A batch while it is decided: collects entries and answers from working state.
///
/// Pure except for the caller's salts and hash; nothing is durable until the caller has committed.
struct Batch {
  private(set) var state: State
  private(set) var entries: [SealedEntry] = []
  private(set) var journal: [JournalEntry] = []
  private(set) var head: WriterHead
  private(set) var clock: HybridClock
  private(set) var answers: [(key: IdempotencyKey, answer: StoredAnswer)] = []
  private(set) var seals = RowSeals()
  private var known: [IdempotencyKey: StoredAnswer]
  private var buffer = ByteWriter(reserving: 1_024)
  private let now: Timestamp

  /// The result of a command before the commit.
  enum Verdict: Equatable {
    /// The entry at this index of the batch.
    case accepted(Int)
    case unchanged
    case refused(Refusal, isReplay: Bool)
    /// The key was answered by this entry, in this batch or earlier.
    case replay(EntryPosition)
    case failed(EngineFailure)
  }

  init(
    state: State, known: [IdempotencyKey: StoredAnswer], head: WriterHead, clock: HybridClock,
    now: Timestamp, size: Int
  ) {
    self.state = state
    self.known = known
    self.known.reserveCapacity(known.count + size)
    entries.reserveCapacity(size)
    journal.reserveCapacity(size)
    answers.reserveCapacity(size)
    self.head = head
    self.clock = clock
    self.now = now
  }

  /// Whether the batch has something to write.
  var isEmpty: Bool { entries.isEmpty && answers.isEmpty }

  /// Moves the rows out, so that the next change does not copy them.
  mutating func takeState() -> State {
    var moved = State()
    swap(&moved, &state)
    return moved
  }

  /// Decides one command and applies its changes.
  ///
  /// - Throws: ``InvariantBreach``, after which the batch must be dropped.
  mutating func apply(
    _ request: CommandRequest, by rules: Lane.Rules, sealer: inout EntrySealer
  ) throws(InvariantBreach) -> Verdict {
    if let verdict = verdictOfKey(request.idempotency) { return verdict }
    // Checked after the key: a retry finds its answer although the first call changed the row.
    if let condition = request.condition, !condition.allows(state) {
      return .failed(.preconditionFailed)
    }
    let stamp = clock.next(now: now)
    let moment = Moment(stamp: stamp, writer: head.writer, actor: request.actor)
    switch rules(request.command, state, moment) {
    case .unchanged: return .unchanged
    case .refuse(let refusal):
      if refusal.isStored { store(.refused(refusal), for: request.idempotency, at: stamp) }
      return .refused(refusal, isReplay: false)
    case .accept(let delta):
      let header = JournalEntry.Header(
        position: EntryPosition(writer: head.writer, sequence: head.sequence + 1),
        epoch: head.epoch, stamp: stamp)
      try append(delta, of: request, at: header, sealer: &sealer)
      store(.entry(header.position), for: request.idempotency, at: stamp)
      return .accepted(entries.count - 1)
    }
  }

  /// The verdict that follows from the idempotency key alone; nil if the rules must decide.
  private func verdictOfKey(_ idempotency: CommandRequest.Idempotency?) -> Verdict? {
    guard let idempotency else { return nil }
    if let answer = known[idempotency.key] {
      guard answer.fingerprint == idempotency.fingerprint else {
        return .failed(.idempotencyKeyReused)
      }
      switch answer.result {
      case .entry(let position): return .replay(position)
      case .refused(let refusal): return .refused(refusal, isReplay: true)
      }
    }
    guard let age = idempotency.key.madeAt.map({ now.milliseconds - $0.milliseconds }) else {
      return nil
    }
    if age > StoredAnswer.retentionDays * Timestamp.millisecondsPerDay {
      return .failed(.idempotencyKeyExpired)
    }
    if age < -IdempotencyKey.aheadMaxDays * Timestamp.millisecondsPerDay {
      return .failed(.idempotencyKeyAhead)
    }
    return nil
  }

  private mutating func store(
    _ result: StoredAnswer.Result, for idempotency: CommandRequest.Idempotency?, at stamp: Stamp
  ) {
    guard let idempotency else { return }
    let answer = StoredAnswer(
      fingerprint: idempotency.fingerprint, at: stamp.time, result: result)
    known[idempotency.key] = answer
    answers.append((idempotency.key, answer))
  }

  private mutating func append(
    _ delta: Delta, of request: CommandRequest, at header: JournalEntry.Header,
    sealer: inout EntrySealer
  ) throws(InvariantBreach) {
    let transactions = try state.apply(delta, at: header)
    let texts = delta.texts.map { sealer.seal($0) }
    var bindings = sealer.bind(delta.rows, in: &seals)
    bindings.answer = request.idempotency.map { sealer.bind($0, at: header.stamp) }
    let entry = JournalEntry(
      header: header, actor: request.actor, facts: delta.facts, transactions: transactions,
      texts: texts.map(\.digest), bindings: bindings)
    buffer.removeAll()
    entry.encode(into: &buffer)
    // A copy of the exact size; otherwise the buffer would be shared, and reallocated for every
    // entry.
    let bytes = buffer.copy()
    let hash = sealer.hash(previous: head.hash, bytes: bytes)
    entries.append(
      SealedEntry(
        entry: StoredEntry(position: header.position, bytes: bytes, hash: hash),
        texts: texts.map(\.text)))
    journal.append(entry)
    head.sequence += 1
    head.hash = hash
    head.lastStamp = header.stamp
  }
}
