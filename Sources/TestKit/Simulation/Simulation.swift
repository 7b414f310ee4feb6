package import Application
import Ledger
import Monetization

/// Runs a lane over a store that fails, with random users, and checks it against a naive model.
///
/// Deterministic: time, chance and faults come from the seed, so a finding can be seen again.
/// After each batch every outcome and every durable entry is compared with the model and with the
/// laws of the ledger: each transaction balances, each account is the sum of its postings and not
/// below nothing, each acknowledged command is durable exactly once, each key has one answer, each
/// commission is the exact share, the chain is whole, and each entry is published once and in
/// order, so that what a process remembers is what is committed.
package struct Simulation {
  private let plan: SimulationPlan
  private let store: BuggyStore
  private let script = FaultScript()
  private let clock = FakeClock()
  private let observer = RecordingObserver()
  private var random: SplitMix64
  private var workload: Workload
  private var audit: Audit
  private var lane: Lane
  /// What the process of the lane remembers.
  private var directory: DirectoryAudit
  private var tally = SimulationTally()
  /// Whether the wall clock of this world jumps by days and years.
  private let isTimeJumping: Bool
  /// The latest time at which old answers were deleted.
  private var sweptAt = Timestamp(milliseconds: 0)

  /// A world over an empty store.
  ///
  /// - Throws: ``StoreError`` when the store cannot be opened.
  package init(_ plan: SimulationPlan, store: any Store) throws(StoreError) {
    self.plan = plan
    self.store = BuggyStore(store, script: script, bug: plan.bug)
    random = SplitMix64(seed: plan.seed)
    workload = Workload(seed: random.next())
    isTimeJumping = random.happens(1, outOf: 3)
    audit = Audit(store: store, bug: plan.bug)
    lane = try Self.lane(of: self.store, plan, clock: clock, observer: observer)
    directory = Self.startProcess(over: store, plan, clock: clock, observer: observer)
  }

  /// Runs the world.
  ///
  /// - Returns: What happened.
  /// - Throws: The first ``SimulationFinding``.
  package mutating func run() async throws(SimulationFinding) -> SimulationTally {
    do {
      for stage in Workload.Opening.allCases {
        try process(workload.opening(stage, in: audit.model, now: clock.now()), failing: [:])
      }
      while tally.operations < plan.operations {
        try await runBatch()
        if random.happens(1, outOf: 30) { try await injectFault() }
      }
      try await verifyEverything()
    } catch {
      let what = (error as? Discrepancy)?.what ?? "the store failed: \(error)"
      throw SimulationFinding(seed: plan.seed, operation: tally.operations, what: what)
    }
    return tally
  }

  private mutating func runBatch() async throws {
    let size = random.pick([1, 1, 3, 6, 12, 30, 60])
    let batch = workload.batch(of: size, in: audit, now: clock.now())
    var faults: [Int: WriterFault] = [:]
    if random.happens(plan.faultsPerHundred, outOf: 100) {
      // A batch that goes well loads, commits, and is done.
      faults[random.pick([1, 2, 2, 2, 3, 4])] = random.pick(WriterFault.allCases)
    }
    try process(batch, failing: faults)
    if lane.isStopped || !script.happened.isEmpty, mustRestart { try restart() }
    if random.happens(1, outOf: 8) {
      try audit.compareRows()
      try await compareMemory()
    }
    moveClock()
  }

  private mutating func process(
    _ batch: [SimulatedRequest], failing faults: [Int: WriterFault]
  ) throws {
    script.beginBatch(failing: faults)
    observer.beginBatch()
    let outcomes = lane.process(batch.map(\.request))
    tally.operations += batch.count
    tally.faults += script.happened.count
    for outcome in outcomes { tally.count(outcome) }
    workload.noteUnanswered(batch, outcomes)
    try observer.throwBreach()
    try audit.record(
      Audit.Step(
        requests: batch, outcomes: outcomes, now: clock.now(), script: script,
        published: observer.published, isSettled: !lane.isUnsettled && !mustRestart))
  }

  /// While an outcome is open nobody can know it.
  private func compareMemory() async throws {
    guard !lane.isUnsettled else { return }
    try await directory.compare(with: audit.model)
  }

  /// Whether a process died or lost its writer in the last batch.
  private var mustRestart: Bool {
    lane.isStopped || script.happened.contains { $0 == .crashBefore || $0 == .crashAfter }
  }

  private mutating func restart() throws {
    script.beginBatch(failing: [:])
    lane = try Self.lane(of: store, plan, clock: clock, observer: observer)
    directory = Self.startProcess(over: store.base, plan, clock: clock, observer: observer)
    audit.laneRestarted()
    tally.takeOvers += 1
  }

  /// Now and then: a second process, an hour of idling, a jump of the clock, a full check.
  private mutating func injectFault() async throws {
    switch random.below(6) {
    case 0, 1: try fenceOut()
    case 2, 3:
      script.beginBatch(failing: [:])
      _ = lane.purgeAnswers()
      sweptAt = max(sweptAt, clock.now())
      audit.forgetAnswers(now: clock.now())
    case 4: try await verifyEverything()
    default:
      guard isTimeJumping else { return }
      let days = random.pick([-3_652, -400, -1, 1, 40, 400, 3_652] as [Int64])
      clock.move(byMilliseconds: days * Timestamp.millisecondsPerDay)
    }
  }

  /// Another process takes over while this one continues: nothing that it does may count.
  private mutating func fenceOut() throws {
    // A lane whose last outcome is open would take the writer back to settle it.
    try process(workload.batch(of: 1, in: audit, now: clock.now()), failing: [:])
    let zombie = lane
    try restart()
    let batch = workload.batch(of: 10, in: audit, now: clock.now())
    observer.beginBatch()
    let outcomes = zombie.process(batch.map(\.request))
    guard script.entries.isEmpty, observer.published.isEmpty else {
      throw Discrepancy("a process that lost the writer has written")
    }
    for outcome in outcomes {
      if case .accepted(_, isReplay: false) = outcome {
        throw Discrepancy("a process that lost the writer has acknowledged")
      }
    }
  }

  private mutating func moveClock() {
    switch random.below(10) {
    case 0...3: break
    case 4...6: clock.move(byMilliseconds: Int64(random.below(50)))
    case 7, 8: clock.move(byMilliseconds: Int64(random.below(9_000)) - 500)
    default: clock.move(byMilliseconds: Int64(random.below(14_400_000)))
    }
  }

  private mutating func verifyEverything() async throws {
    try audit.compareRows()
    try await compareMemory()
    try audit.compareAllAccounts()
    try audit.compareSums()
    var verifier = JournalVerifier(store: store.base, hashing: ChainSHA256(), now: sweptAt)
    let report = try verifier.verify()
    if let fault = report.fault { throw Discrepancy("the verification found \(fault)") }
    guard report.entries == audit.sequence else {
      throw Discrepancy("\(report.entries) entries instead of \(audit.sequence)")
    }
    guard report.notBound == 0 else { throw Discrepancy("\(report.notBound) are not bound") }
    tally.verifications += 1
  }

  /// A process begins with nothing in its memory.
  private static func startProcess(
    over store: any Store, _ plan: SimulationPlan, clock: FakeClock, observer: RecordingObserver
  ) -> DirectoryAudit {
    let platform = Platform(store: store, projections: InMemoryProjections(), clock: clock)
    observer.beginProcess(plan.bug == .memoryNotTold ? nil : platform)
    return DirectoryAudit(directory: platform.directory, store: store)
  }

  private static func lane(
    of store: BuggyStore, _ plan: SimulationPlan, clock: FakeClock, observer: RecordingObserver
  ) throws(StoreError) -> Lane {
    let chain: any ChainHashing = plan.bug == .chainSkipsEntry ? BuggyChain() : ChainSHA256()
    return Lane(
      writer: try store.openWriter(),
      ports: Lane.Ports(
        clock: clock, hashing: chain, salts: SeededSalts(seed: plan.seed), observer: observer),
      rules: rules(with: plan.bug))
  }
}

extension SimulationTally {
  fileprivate mutating func count(_ outcome: Outcome) {
    switch outcome {
    case .accepted(_, let isReplay), .refused(_, let isReplay):
      if isReplay {
        replayed += 1
      } else if case .accepted = outcome {
        accepted += 1
      } else {
        refused += 1
      }
    case .unchanged: unchanged += 1
    case .failed: failed += 1
    }
  }
}
