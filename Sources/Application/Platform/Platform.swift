package import Ledger
package import Monetization
import Synchronization

/// Everything that a use case needs: the engine to change, the store and projections to read.
///
/// Made once by the executable; the shells around it (HTTP, real time, gateways) share it.
package final class Platform: EngineObserver, Sendable {
  package let engine: Engine
  package let store: any Store
  package let projections: any Projections
  package let runner: ProjectionRunner
  package let readers: Readers
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
    limits: Engine.Limits = Engine.Limits()
  ) {
    engine = Engine(limits: limits)
    self.store = store
    self.projections = projections
    self.clock = clock
    runner = ProjectionRunner(store: store, projections: projections)
    readers = Readers()
    directory = Directory(store: store, readers: readers)
  }

  /// Has a command processed for a caller.
  ///
  /// - Returns: What became of it; effects are durable.
  package func submit(
    _ command: Command, by caller: Caller,
    idempotency: CommandRequest.Idempotency? = nil, if condition: RowCondition? = nil
  ) async -> Outcome {
    await engine.submit(
      CommandRequest(
        command, actor: caller.actor, idempotency: idempotency, if: condition))
  }

  /// Reads the projections, as new as the class of reader needs them.
  ///
  /// People and tools get everything that was committed before the call. Strangers get what is
  /// there: they make nobody catch up. Who asks for money waits a moment and no longer, because
  /// what counts is read from the ledger itself.
  ///
  /// - Parameters:
  ///   - reader: Who asks.
  ///   - body: What to read.
  /// - Returns: What was read.
  /// - Throws: ``StoreError``; ``StoreError/unavailable(_:)`` when they do not catch up in time.
  package func readProjections<Value: Sendable>(
    as reader: ReaderClass = .own,
    _ body: @escaping @Sendable (any Projections) throws(StoreError) -> Value
  ) async throws(StoreError) -> Value {
    try await awaitProjections(for: reader)
    let projections = projections
    return try await readers.read(as: reader) { () throws(StoreError) in try body(projections) }
  }

  private func awaitProjections(for reader: ReaderClass) async throws(StoreError) {
    let isRebuilding = runner.standing.isRebuilding
    switch reader {
    case .money where isRebuilding: return
    // What is rebuilt may lack most of a list, which would be told as the whole.
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
      throw .unavailable(StoreFault(code: 0, context: "projections do not catch up"))
    }
  }

  /// How long a balance waits for the totals beside it.
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

  /// Has every committed batch handed on; calls come on the lane's thread and must be quick.
  package func onCommit(_ sink: @escaping @Sendable ([JournalEntry]) -> Void) {
    sinks.withLock { $0.commits.append(sink) }
  }

  /// Has every incident handed on.
  package func onIncident(_ sink: @escaping @Sendable (EngineIncident) -> Void) {
    sinks.withLock { $0.incidents.append(sink) }
  }

  package func committed(_ entries: [JournalEntry]) {
    health.noteCommit()
    directory.forget(whatChangedIn: entries)
    runner.notice(entries.last?.position)
    for sink in sinks.withLock({ $0.commits }) { sink(entries) }
  }

  package func noticed(_ incident: EngineIncident) {
    health.note(incident, at: clock.now())
    for sink in sinks.withLock({ $0.incidents }) { sink(incident) }
  }
}
