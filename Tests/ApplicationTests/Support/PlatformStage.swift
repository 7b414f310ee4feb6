import Application
import Dispatch
import Ledger
import Monetization
import TestKit

/// A platform over a store in memory whose lane and projections run.
final class PlatformStage: Sendable {
  let platform: Platform
  let store = InMemoryStore()
  let clock = FakeClock()
  /// An admin of nobody's system.
  let boss = Caller(user: nil, roles: .admin)

  init() throws {
    platform = Platform(store: store, projections: InMemoryProjections(), clock: clock)
    try EngineThread.run(
      platform.engine, over: store, clock: clock, CommitObserver(platform: platform))
    let runner = platform.runner
    DispatchQueue(label: "projections").async { runner.run() }
  }

  deinit {
    platform.engine.close()
    platform.runner.close()
  }

  /// Somebody who is known.
  func person(_ externalID: String) async throws -> User {
    try await platform.registeredPerson(externalID: externalID).user
  }
}

/// Tells a platform of commits without keeping it.
private struct CommitObserver: EngineObserver {
  weak let platform: Platform?

  func committed(_ entries: [JournalEntry]) { platform?.committed(entries) }
  func report(_ incident: EngineIncident) { platform?.report(incident) }
}
