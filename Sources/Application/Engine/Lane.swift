package import Ledger
package import Monetization

/// Processes batches of commands one after the other: load, decide, commit, answer.
///
/// Used by one thread at a time. It reads only by its writer, so that it never waits for other
/// readers. After an unknown outcome it decides nothing until it has taken the writer over again
/// and published what was committed. After a broken invariant, or when fenced, it never decides
/// again.
package final class Lane {
  private let writer: any StoreWriter
  private let clock: any WallClock
  private let observer: any EngineObserver
  private var sealer: EntrySealer
  private var hybrid: HybridClock
  private var condition = Condition.working
  /// The sequence number of the last published entry.
  private var published: Int64
  /// Committed rows that are kept for the next batch.
  private var rows = State()
  private let rules: Rules

  /// Decides a command from loaded state.
  package typealias Rules = (Command, State, Moment) -> Decision

  private enum Condition { case working, unsettled, stopped }

  /// A lane over an open writer.
  ///
  /// - Parameters:
  ///   - writer: Used by no other lane.
  ///   - ports: Time, hash, salts and the observer.
  ///   - rules: Decides commands; only tests pass other rules, which are wrong on purpose.
  package init(
    writer: any StoreWriter, ports: Ports,
    rules: @escaping Rules = decide(_:in:at:)
  ) {
    self.rules = rules
    self.writer = writer
    published = writer.head.sequence
    clock = ports.clock
    observer = ports.observer
    sealer = EntrySealer(hashing: ports.hashing, salts: ports.salts)
    hybrid = HybridClock(writer: writer.head.writer, last: writer.head.lastStamp)
  }

  /// The ports of a lane besides its store.
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

  /// Whether the outcome of the last commit is unknown.
  package var isUnsettled: Bool { condition == .unsettled }

  /// The maximum number of rows that are kept from batch to batch.
  var rowsMax = 250_000

  /// The number of owners and rows that are kept for the next batch.
  var kept: (owners: Int, rows: Int) { (rows.ownerCount, rows.rowCount) }

  /// Processes commands in order and makes the effects durable before it returns.
  ///
  /// - Returns: One outcome per request, in the same order.
  package func process(_ requests: [CommandRequest]) -> [Outcome] {
    settle()
    switch condition {
    case .stopped: return requests.map { _ in .failed(.stopped) }
    case .unsettled: return requests.map { _ in .failed(.storageUnavailable) }
    case .working: return process(requests[...], triesLeft: Self.triesMax)
    }
  }

  /// Deletes a bounded number of expired answers.
  ///
  /// - Returns: Whether there may be more expired answers.
  package func purgeAnswers() -> Bool {
    guard condition == .working else { return false }
    let limit = clock.now().advanced(
      byMilliseconds: -(StoredAnswer.retentionDays + 1) * Timestamp.millisecondsPerDay)
    do throws(StoreError) {
      return try writer.purgeAnswers(olderThan: limit, most: SweepPace.stepMax)
    } catch {
      note(error)
      return false
    }
  }

  /// Finds out whether the last commit happened, if that is unknown, and publishes its entries.
  ///
  /// If the store cannot tell, the outcome stays unknown.
  package func settle() {
    guard condition == .unsettled else { return }
    do throws(StoreError) {
      let head = try writer.takeOver()
      hybrid.observe(head.lastStamp)
      try publish(upTo: head)
      condition = .working
    } catch {
      note(error)
    }
  }

  /// Publishes, in pieces, the committed entries that were not published yet.
  private func publish(upTo head: WriterHead) throws(StoreError) {
    while published < head.sequence {
      let piece = try writer.entries(
        of: head.writer, after: published, limit: Self.publishedAtOnceMax)
      guard !piece.isEmpty else { throw Self.corrupt("an entry before the head is missing") }
      observer.committed(try piece.map { (stored) throws(StoreError) in try Self.entry(stored) })
      published += Int64(piece.count)
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
        // One command makes the batch fail: halve it until that command is alone.
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
      observer.report(.invariantBroken(breach))
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
    // Moved out and not copied: if anything below fails, the next batch starts without kept rows.
    var state = State()
    swap(&state, &rows)
    let known = try writer.load(loadRequest(for: requests, in: &state), into: &state)
    hybrid.observe(state.newestStamp)
    var batch = Batch(
      state: consume state, known: known, head: writer.head, clock: hybrid, now: clock.now(),
      size: requests.count)
    var verdicts: [Batch.Verdict] = []
    verdicts.reserveCapacity(requests.count)
    for request in requests {
      verdicts.append(try batch.apply(request, by: rules, sealer: &sealer))
    }
    // The clock advances even if the commit fails: after an unknown outcome no stamp may be reused.
    hybrid = batch.clock
    if !batch.isEmpty {
      try writer.commit(
        CommitBatch(
          entries: batch.entries, state: batch.state, answers: batch.answers, head: batch.head,
          seals: batch.seals))
      published = batch.head.sequence
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

  /// What the batch needs and `state` lacks.
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
      if let owner = request.condition?.owner, state.needs(owner) { owners.append(owner) }
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
    do throws(StoreError) {
      guard let writer = WriterID(rawValue: position.writerNumber),
        let stored = try self.writer.entries(
          of: writer, after: position.sequence - 1, limit: 1
        ).first, stored.position == position
      else { throw Self.corrupt("a stored answer has no entry") }
      return .accepted(try Self.entry(stored), isReplay: true)
    } catch {
      note(error)
      return .failed(.storageUnavailable)
    }
  }

  private static func entry(_ stored: StoredEntry) throws(StoreError) -> JournalEntry {
    do { return try JournalEntry(bytes: stored.bytes) } catch { throw corrupt("entry unreadable") }
  }

  private static func corrupt(_ context: String) -> StoreError {
    .corrupt(StoreFault(code: 0, context: context))
  }

  private func note(_ error: StoreError) {
    switch error {
    case .fenced:
      condition = .stopped
      observer.report(.fenced)
    case .outcomeUnknown:
      condition = .unsettled
      observer.report(.storeFailed(error))
    default: observer.report(.storeFailed(error))
    }
  }

  /// The maximum number of owners whose rows are kept from batch to batch: some tens of megabytes.
  private static let ownersMax = 50_000

  /// The number of entries per piece when entries of an unknown outcome are published.
  private static let publishedAtOnceMax = 200

  /// How often a command alone in its batch is tried again after a conflict.
  private static let triesMax = 8
}
