import Application
import Ledger
import Monetization
import Money

/// Compares what a lane did with what the model says and with the laws of the ledger.
struct Audit {
  private(set) var model = NaiveModel()
  let store: any Store
  /// How many entries are durable.
  private(set) var sequence: Int64 = 0
  private var hash = ChainHash.genesis
  private var lastStamp = Stamp.zero
  private let chain = ChainSHA256()
  private let platform = OwnerID.platform(.first)
  /// Operations that are durable, by serial.
  private var done: Set<Int64> = []
  private var answers: [IdempotencyKey: Answer] = [:]
  /// Between these lies the lane's hybrid clock.
  private var earliest = Timestamp(milliseconds: 0)
  private var latest = Timestamp(milliseconds: 0)
  private var touched: Set<OwnerID> = []
  /// What is durable and not published yet, in order.
  private var unheard: [JournalEntry] = []

  private struct Answer {
    let fingerprint: UInt128
    let result: Outcome
    let at: Timestamp
    /// Whether the store may have deleted it.
    var mayBeGone = false
  }

  /// One batch and what came of it.
  struct Step {
    let requests: [SimulatedRequest]
    let outcomes: [Outcome]
    let now: Timestamp
    let script: FaultScript
    let published: [JournalEntry]
    /// Whether every entry must have been published by now.
    let isSettled: Bool
  }

  private var sums: SumAudit

  init(store: any Store, bug: PlantedBug? = nil) {
    self.store = store
    sums = SumAudit(with: bug)
  }

  /// A lane that starts knows the newest stamp of the journal, and no more; a process that starts
  /// has nothing to be told.
  mutating func laneRestarted() {
    unheard = []
    earliest = lastStamp.time
    latest = lastStamp.time
  }

  /// Whether asking this again has one right answer.
  func mayRetry(_ request: SimulatedRequest) -> Bool {
    guard let key = request.idempotency?.key, let answer = answers[key] else { return true }
    return !answer.mayBeGone
  }

  /// The store may have deleted the answers that are older than they are kept.
  mutating func forgetAnswers(now: Timestamp) {
    let limit = now.advanced(
      byMilliseconds: -(StoredAnswer.retentionDays + 1) * Timestamp.millisecondsPerDay)
    for (key, answer) in answers where (key.madeAt ?? answer.at) < limit {
      answers[key]?.mayBeGone = true
    }
  }

  /// Takes a batch on.
  ///
  /// - Throws: ``Discrepancy``.
  mutating func record(_ step: Step) throws {
    var durable = try takeJournal(step.script.entries)
    try takePublished(step)
    latest = max(latest, step.now)
    for (request, outcome) in zip(step.requests, step.outcomes) {
      try record(outcome, of: request, &durable, step)
    }
    try require(step.outcomes.count == step.requests.count, "an outcome is missing")
    try require(durable.isEmpty, "an entry was written that nobody is known to have asked for")
  }

  /// Each durable entry is published once, in order, before the next one is decided.
  private mutating func takePublished(_ step: Step) throws {
    let count = step.published.count
    try require(
      unheard.prefix(count).elementsEqual(step.published), "published, but not written")
    unheard.removeFirst(count)
    try require(unheard.isEmpty || !step.isSettled, "written, but not published")
  }

  /// Checks the chain of what became durable.
  private mutating func takeJournal(_ entries: [StoredEntry]) throws -> [Int64: JournalEntry] {
    var durable: [Int64: JournalEntry] = [:]
    for stored in entries {
      let entry = try JournalEntry(bytes: stored.bytes)
      sequence += 1
      try require(
        entry.position == EntryPosition(writer: .first, sequence: sequence)
          && stored.position == entry.position, "entry \(sequence) is out of its sequence")
      try require(entry.stamp > lastStamp, "the stamp of entry \(sequence) does not grow")
      lastStamp = entry.stamp
      hash = chain.hash(previous: hash, entry: stored.bytes)
      try require(hash == stored.hash, "the chain is broken at entry \(sequence)")
      let isFirst = durable.updateValue(entry, forKey: entry.actor.rawValue) == nil
      try require(isFirst && !done.contains(entry.actor.rawValue), "done twice: \(entry.facts)")
      unheard.append(entry)
    }
    return durable
  }

  private mutating func record(
    _ outcome: Outcome, of request: SimulatedRequest, _ durable: inout [Int64: JournalEntry],
    _ step: Step
  ) throws {
    switch outcome {
    case .accepted(let entry, isReplay: false):
      let written = durable.removeValue(forKey: request.serial)
      try require(written == entry, "acknowledged, but not durable: \(request.command)")
      try requireFresh(request, now: step.now)
      try accept(entry, of: request)
    case .accepted(_, isReplay: true), .refused(_, isReplay: true):
      try requireReplay(outcome, of: request)
    case .refused, .unchanged:
      try requireFresh(request, now: step.now)
      try requireCondition(request)
      try require(matches(outcome, to: request, now: step.now), "\(outcome): \(request.command)")
      remember(outcome, of: request, at: max(step.now, earliest))
    case .failed(let failure):
      try record(failure, of: request, &durable, step)
    }
  }

  private mutating func record(
    _ failure: EngineFailure, of request: SimulatedRequest,
    _ durable: inout [Int64: JournalEntry], _ step: Step
  ) throws {
    let key = request.idempotency?.key
    switch failure {
    case .idempotencyKeyReused:
      let known = key.flatMap { answers[$0] }
      try require(
        known.map { $0.fingerprint != request.idempotency?.fingerprint } == true,
        "a key was called reused that was not")
    case .idempotencyKeyExpired:
      try require(isExpired(request, now: step.now), "a key was called expired that was not")
    case .idempotencyKeyAhead:
      try require(isAhead(request, now: step.now), "a key was called ahead that was not")
    case .preconditionFailed:
      try requireFresh(request, now: step.now)
      try require(!model.allows(request.condition), "a row was called changed that was not")
    case .overloaded: throw Discrepancy("a lane has no queue that could be full")
    case .stopped, .storageUnavailable, .outcomeUnknown:
      try require(!step.script.happened.isEmpty, "\(failure) though nothing failed")
      // The same request may stand in a batch twice, refused at first and accepted later; entries
      // are in the order of the requests, so the first one left belongs to the first that fits.
      if let entry = durable[request.serial],
        durable.values.allSatisfy({ $0.stamp >= entry.stamp })
      {
        durable[request.serial] = nil
        try accept(entry, of: request)
      } else if let key, let stored = step.script.answers[key],
        case .refused(let refusal) = stored.result, answers[key] == nil,
        stored.fingerprint == request.idempotency?.fingerprint
      {
        remember(.refused(refusal, isReplay: false), of: request, at: stored.at)
      }
    }
  }

  /// The first answer to the key of a request must be given again.
  private func requireReplay(_ outcome: Outcome, of request: SimulatedRequest) throws {
    let answer = request.idempotency.flatMap { answers[$0.key] }
    try require(
      answer?.fingerprint == request.idempotency?.fingerprint, "a replay of another request")
    try require(answer.map { $0.result == outcome } == true, "a replay is not the first answer")
  }

  /// Nothing that was answered before may be decided again.
  private func requireFresh(_ request: SimulatedRequest, now: Timestamp) throws {
    guard let idempotency = request.idempotency else { return }
    let isKnown = answers[idempotency.key].map { !$0.mayBeGone } ?? false
    try require(!isKnown, "a known key was decided again: \(request.command)")
    try require(!isExpired(request, now: now), "an expired key was decided")
    try require(!isAhead(request, now: now), "a key of the future was decided")
  }

  private func requireCondition(_ request: SimulatedRequest) throws {
    try require(
      model.allows(request.condition),
      "decided, though the row had changed: \(request.command)")
  }

  private func isAhead(_ request: SimulatedRequest, now: Timestamp) -> Bool {
    guard let made = request.idempotency?.key.madeAt else { return false }
    return made.milliseconds > now.milliseconds + Timestamp.millisecondsPerDay
  }

  private func isExpired(_ request: SimulatedRequest, now: Timestamp) -> Bool {
    guard let made = request.idempotency?.key.madeAt else { return false }
    return made.milliseconds < now.milliseconds - 30 * Timestamp.millisecondsPerDay
  }

  private mutating func remember(
    _ outcome: Outcome, of request: SimulatedRequest, at time: Timestamp
  ) {
    guard let idempotency = request.idempotency else { return }
    let result: Outcome
    switch outcome {
    case .refused(let refusal, _) where refusal.isStored:
      result = .refused(refusal, isReplay: true)
    case .accepted(let entry, _): result = .accepted(entry, isReplay: true)
    default: return
    }
    answers[idempotency.key] = Answer(
      fingerprint: idempotency.fingerprint, result: result, at: time)
  }

  /// Whether the model refuses too, at one of the times that the lane's clock may have shown.
  private func matches(
    _ outcome: Outcome, to request: SimulatedRequest, now: Timestamp
  ) -> Bool {
    if outcome == .unchanged, model.isBlind(request.command) { return true }
    for time in [max(now, earliest), max(now, latest)] {
      let prediction = model.predict(request.command, now: time, platform: platform)
      switch (prediction, outcome) {
      case (.unchanged, .unchanged): return true
      case (.refuse(let expected), .refused(let refusal, _)):
        if expected == refusal { return true }
      default: break
      }
    }
    return false
  }

  /// Compares an accepted command's entry with the model, and has the model accept it too.
  private mutating func accept(_ entry: JournalEntry, of request: SimulatedRequest) throws {
    try require(
      entry.stamp.time >= earliest && entry.stamp.time <= latest.advanced(byMilliseconds: 1_000),
      "entry \(entry.position.sequence) is out of its time")
    (earliest, latest) = (entry.stamp.time, max(latest, entry.stamp.time))
    let prediction = model.predict(request.command, now: entry.stamp.time, platform: platform)
    guard case .accept(let expectation) = prediction else {
      throw Discrepancy("accepted, but the model says \(prediction): \(request.command)")
    }
    try requireCondition(request)
    try compare(entry, with: expectation)
    try model.post(entry)
    model.accept(request.command, expectation, stamp: entry.stamp)
    done.insert(request.serial)
    sums.read(entry)
    remember(.accepted(entry, isReplay: false), of: request, at: entry.stamp.time)
    touched.formUnion(entry.owners)
  }

  /// Compares the stored rows of everybody who was touched lately with the model.
  ///
  /// - Throws: ``Discrepancy`` or ``StoreError``.
  mutating func compareRows() throws {
    for owner in touched.sorted() { try model.compare(with: store.state(of: [owner]), of: owner) }
    touched = []
  }

  /// Compares what the projections of all entries say with the model.
  ///
  /// - Throws: ``Discrepancy``.
  func compareSums() throws { try sums.compare(with: model) }

  /// Compares the balance of every account that ever moved.
  ///
  /// - Throws: ``Discrepancy`` or ``StoreError``.
  func compareAllAccounts() throws {
    var sums: [AmountUnit: Int64] = [:]
    for owner in Set(model.balances.keys.map(\.owner)).sorted() {
      let state = try store.state(of: [owner])
      for (key, balance) in model.balances where key.owner == owner {
        try require(state.account(key).balance == balance, "the balance of \(key) is wrong")
        sums[key.unit, default: 0] += balance
      }
    }
    try require(sums.values.allSatisfy { $0 == 0 }, "the balances do not sum to zero: \(sums)")
  }
}

/// Says what is wrong where a condition does not hold.
///
/// - Throws: ``Discrepancy``.
func require(_ holds: Bool, _ what: @autoclosure () -> String) throws(Discrepancy) {
  if !holds { throw Discrepancy(what()) }
}
