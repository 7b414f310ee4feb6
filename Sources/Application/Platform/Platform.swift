package import Ledger
package import Monetization
import Synchronization

/// Everything that use cases need: the engine for changes, store and projections for reads.
///
/// Created once by the executable; the adapters (HTTP, real time, gateways) share it.
package final class Platform: EngineObserver, Sendable {
  package let engine: Engine
  package let store: any Store
  package let projections: any Projections
  package let runner: ProjectionRunner
  package let readers: Readers
  /// The days of dashboards and of filters.
  package let days: ReportingDays
  package let directory: Directory
  package let limiter = RateLimiter()
  package let clock: any WallClock
  package let health = Health()
  private let sinks = Mutex<Sinks>(Sinks())

  private struct Sinks {
    var commits: [@Sendable ([JournalEntry]) -> Void] = []
    var incidents: [@Sendable (EngineIncident) -> Void] = []
  }

  package init(
    store: any Store, projections: any Projections, clock: any WallClock,
    limits: Engine.Limits = Engine.Limits(), people: PeopleRules = PeopleRules(),
    days: ReportingDays = .utc
  ) {
    engine = Engine(limits: limits)
    self.store = store
    self.projections = projections
    self.clock = clock
    self.days = days
    runner = ProjectionRunner(store: store, projections: projections, days: days)
    readers = Readers()
    directory = Directory(store: store, readers: readers, people: people)
  }

  /// Processes a command for a caller.
  ///
  /// - Returns: The outcome; its effects are durable.
  package func submit(
    _ command: Command, by caller: Caller,
    idempotency: CommandRequest.Idempotency? = nil, if condition: RowCondition? = nil
  ) async -> Outcome {
    await engine.submit(
      CommandRequest(
        command, actor: caller.actor, idempotency: idempotency, if: condition))
  }

  /// Reads the projections, as fresh as the class of reader needs them.
  ///
  /// Signed-in people and tools see everything that was committed before the call. Public reads use
  /// the current state and wait for nothing. Reads for balances wait only briefly, because the
  /// balance itself comes from the ledger.
  ///
  /// - Parameters:
  ///   - reader: Who asks.
  ///   - body: The read.
  /// - Returns: What was read.
  /// - Throws: ``StoreError``; ``StoreError/unavailable(_:)`` if the the projections did not catch
  ///   up in time in time.
  package func readProjections<Value: Sendable>(
    as reader: ReaderClass = .own,
    _ body: @escaping @Sendable (any Projections) throws(StoreError) -> Value
  ) async throws(StoreError) -> Value {
    try await awaitProjections(for: reader)
    let projections = projections
    return try await readers.read(as: reader) { () throws(StoreError) in try body(projections) }
  }

  private func awaitProjections(for reader: ReaderClass) async throws(StoreError) {
    let isRebuilding = runner.backlog.isRebuilding
    switch reader {
    case .money where isRebuilding: return
    // During a rebuild most of a list may be missing, and the rest would look like all of it.
    case .anybody where !isRebuilding: return
    default: break
    }
    let store = store
    let end = try await readers.read(as: reader) { () throws(StoreError) in
      try store.journalEnd()
    }
    let patience = reader == .money ? Self.totalsMilliseconds : reader.patienceMilliseconds
    let isThere = await runner.caughtUp(to: end, withinMilliseconds: patience)
    guard isThere || reader == .money else {
      throw .unavailable(StoreFault(code: 0, context: "the projections did not catch up in time"))
    }
  }

  /// How long a balance waits for the totals that are shown with it.
  private static let totalsMilliseconds = 250

  /// Reads committed rows of some owners.
  ///
  /// - Throws: ``StoreError``.
  package func state(
    of owners: [OwnerID], as reader: ReaderClass = .money
  ) async throws(StoreError) -> State {
    let store = store
    return try await readers.read(as: reader) { () throws(StoreError) in
      try store.state(of: owners)
    }
  }

  /// Sets a callback for committed batches; calls come on the lane's thread and must be quick.
  package func onCommit(_ sink: @escaping @Sendable ([JournalEntry]) -> Void) {
    sinks.withLock { $0.commits.append(sink) }
  }

  /// Sets a callback for incidents.
  package func onIncident(_ sink: @escaping @Sendable (EngineIncident) -> Void) {
    sinks.withLock { $0.incidents.append(sink) }
  }

  package func committed(_ entries: [JournalEntry]) {
    health.noteCommit()
    directory.forget(whatChangedIn: entries)
    runner.wake(entries.last?.position)
    for sink in sinks.withLock({ $0.commits }) { sink(entries) }
  }

  package func report(_ incident: EngineIncident) {
    health.note(incident, at: clock.now())
    for sink in sinks.withLock({ $0.incidents }) { sink(incident) }
  }
}
