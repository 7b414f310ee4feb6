package import Ledger
package import Monetization

/// Processes batches of commands one after the other: load, decide, commit, answer.
///
/// Used by one thread at a time. After an unknown outcome it decides nothing until the writer
/// was taken over again; after a breach of an invariant, or when fenced, it never decides again.
package final class Lane {
  private let store: any Store
  private let writer: any StoreWriter
  private let clock: any WallClock
  private let observer: any EngineObserver
  private var sealer: EntrySealer
  private var hybrid: HybridClock
  private var condition = Condition.working
  /// Committed rows that the next batch can begin with.
  private var rows = State()
  private let rules: Rules

  /// Decides a command from loaded state.
  package typealias Rules = (Command, State, Moment) -> Decision

  private enum Condition { case working, unsettled, stopped }

  /// A lane over an open writer.
  ///
  /// - Parameters:
  ///   - store: Where first answers are read again.
  ///   - writer: The writer of that store; used by no other lane.
  ///   - ports: Time, hash, salts and the observer.
  ///   - rules: What decides; only tests bring rules of their own, wrong ones on purpose.
  package init(
    store: any Store, writer: any StoreWriter, ports: Ports,
    rules: @escaping Rules = decide(_:in:at:)
  ) {
    self.rules = rules
    self.store = store
    self.writer = writer
    clock = ports.clock
    observer = ports.observer
    sealer = EntrySealer(hashing: ports.hashing, salts: ports.salts)
    hybrid = HybridClock(writer: writer.head.writer, last: writer.head.lastStamp)
  }

  /// What a lane needs beside its store.
  package struct Ports {
    let clock: any WallClock
    let hashing: any ChainHashing
    let salts: any SaltSource
    let observer: any EngineObserver

    package init(
      clock: any WallClock, hashing: any ChainHashing, salts: any SaltSource,
      observer: any EngineObserver
    ) {
      self.clock = clock
      self.hashing = hashing
      self.salts = salts
      self.observer = observer
    }
  }

  /// Whether the lane can decide; false after a breach or when fenced.
  package var isStopped: Bool { condition == .stopped }

  /// Rows that are kept from batch to batch, also those that commands made and nobody asks for.
  var rowsMax = 250_000

  /// How many owners the next batch can begin with, and how many rows.
  var kept: (owners: Int, rows: Int) { (rows.ownerCount, rows.rowCount) }

  /// Processes commands in their order and makes the effects durable before it returns.
  ///
  /// - Returns: One outcome per request, in the same order.
  package func process(_ requests: [CommandRequest]) -> [Outcome] {
    if condition == .unsettled { settle() }
    switch condition {
    case .stopped: return requests.map { _ in .failed(.stopped) }
    case .unsettled: return requests.map { _ in .failed(.storageUnavailable) }
    case .working: return process(requests[...], triesLeft: Self.triesMax)
    }
  }

  /// Deletes a bounded number of stored answers that are older than they are kept.
  package func purgeAnswers() {
    guard condition == .working else { return }
    let limit = clock.now().advanced(
      byMilliseconds: -(StoredAnswer.retentionDays + 1) * Timestamp.millisecondsPerDay)
    do {
      _ = try writer.purgeAnswers(olderThan: limit, most: 1_000)
    } catch {
      note(error)
    }
  }

  private func process(
    _ requests: ArraySlice<CommandRequest>, triesLeft: Int
  ) -> [Outcome] {
    do {
      return try attempt(requests)
    } catch let error as StoreError {
      switch error {
      case .conflict, .corrupt:
        // One command poisons the batch: halve it until the culprit stands alone.
        if requests.count > 1 {
          let middle = requests.startIndex + requests.count / 2
          return process(requests[..<middle], triesLeft: triesLeft)
            + process(requests[middle...], triesLeft: triesLeft)
        }
        if error == .conflict, triesLeft > 0 {
          return process(requests, triesLeft: triesLeft - 1)
        }
        note(error)
        return requests.map { _ in .failed(.storageUnavailable) }
      case .outcomeUnknown:
        note(error)
        return requests.map { _ in .failed(.outcomeUnknown) }
      default:
        note(error)
        return requests.map { _ in .failed(.storageUnavailable) }
      }
    } catch let breach as InvariantBreach {
      condition = .stopped
      observer.noticed(.invariantBroken(breach))
      return requests.map { _ in .failed(.storageUnavailable) }
    } catch {
      preconditionFailure("a batch fails with its two declared errors only")
    }
  }

  /// Loads, decides and commits one batch.
  ///
  /// - Throws: ``StoreError`` or ``InvariantBreach``; nothing was acknowledged.
  private func attempt(_ requests: ArraySlice<CommandRequest>) throws -> [Outcome] {
    guard condition == .working else { return requests.map { _ in .failed(.storageUnavailable) } }
    // Moved out, never copied: whatever fails below, the next batch begins with nothing.
    var state = State()
    swap(&state, &rows)
    let known = try writer.load(loadRequest(for: requests, in: &state), into: &state)
    hybrid.observe(state.newestStamp)
    var batch = Batch(
      state: consume state, known: known, head: writer.head, clock: hybrid, now: clock.now())
    var verdicts: [Batch.Verdict] = []
    verdicts.reserveCapacity(requests.count)
    for request in requests { verdicts.append(try batch.take(request, by: rules, sealer: &sealer)) }
    // Stamps grow even when the commit fails: an unknown outcome must not see them again.
    hybrid = batch.clock
    if !batch.isEmpty {
      try writer.commit(
        CommitBatch(
          entries: batch.entries, state: batch.state, answers: batch.answers, head: batch.head,
          seals: batch.seals))
      observer.committed(batch.journal)
    }
    var outcomes: [Outcome] = []
    outcomes.reserveCapacity(requests.count)
    for verdict in verdicts { outcomes.append(outcome(of: verdict, in: batch)) }
    keepRows(of: &batch)
    return outcomes
  }

  /// Keeps a committed batch's rows for the next one, within a bound.
  private func keepRows(of batch: inout Batch) {
    guard writer.isExclusive, batch.state.ownerCount <= Self.ownersMax,
      batch.state.rowCount <= rowsMax
    else { return }
    rows = batch.takeState()
    rows.settle()
  }

  /// What the batch needs and `state` does not hold yet.
  private func loadRequest(
    for requests: ArraySlice<CommandRequest>, in state: inout State
  ) -> LoadRequest {
    var owners: [OwnerID] = []
    var names = PlaceIndex<UniqueName>()
    var keys = PlaceIndex<IdempotencyKey>(capacity: requests.count)
    let always: [OwnerID] = [.global, .platform(writer.head.writer)]
    for owner in always where state.needs(owner) {
      owners.append(owner)
    }
    for request in requests {
      let footprint = request.command.footprint
      for owner in footprint.owners where state.needs(owner) { owners.append(owner) }
      for name in footprint.names { _ = names.insert(name) }
      if let idempotency = request.idempotency { _ = keys.insert(idempotency.key) }
    }
    return LoadRequest(owners: owners, names: names.keys, keys: keys.keys)
  }

  private func outcome(of verdict: Batch.Verdict, in batch: Batch) -> Outcome {
    switch verdict {
    case .accepted(let index): return .accepted(batch.journal[index], isReplay: false)
    case .unchanged: return .unchanged
    case .refused(let refusal, let isReplay): return .refused(refusal, isReplay: isReplay)
    case .failed(let failure): return .failed(failure)
    case .replay(let position):
      if let entry = batch.journal.first(where: { $0.position == position }) {
        return .accepted(entry, isReplay: true)
      }
      return storedOutcome(at: position)
    }
  }

  /// The first answer to a key, read again from the journal.
  private func storedOutcome(at position: EntryPosition) -> Outcome {
    do {
      guard let stored = try store.entry(at: position) else {
        throw StoreError.corrupt(StoreFault(code: 0, context: "a stored answer has no entry"))
      }
      return .accepted(try JournalEntry(bytes: stored.bytes), isReplay: true)
    } catch {
      note(error as? StoreError ?? .corrupt(StoreFault(code: 0, context: "entry unreadable")))
      return .failed(.storageUnavailable)
    }
  }

  /// Takes the writer over to learn what became of the last commit.
  private func settle() {
    do {
      let head = try writer.takeOver()
      hybrid.observe(head.lastStamp)
      condition = .working
    } catch {
      note(error)
    }
  }

  private func note(_ error: StoreError) {
    switch error {
    case .fenced:
      condition = .stopped
      observer.noticed(.fenced)
    case .outcomeUnknown:
      condition = .unsettled
      observer.noticed(.storeFailed(error))
    default: observer.noticed(.storeFailed(error))
    }
  }

  /// Owners whose rows are kept from batch to batch: some tens of megabytes at most.
  private static let ownersMax = 50_000

  /// How often a command alone in its batch is tried again after a conflict.
  private static let triesMax = 8
}
