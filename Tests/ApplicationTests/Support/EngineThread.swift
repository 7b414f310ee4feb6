import Application
import Dispatch
import Ledger
import Monetization
import TestKit

/// Runs an engine on a thread of its own, for tests that wait for what it does by itself.
enum EngineThread {
  /// Begins to run an engine over a store.
  static func run(
    _ engine: Engine, over store: InMemoryStore, clock: any WallClock,
    _ observer: any EngineObserver,
    writer wrap: (any StoreWriter) -> any StoreWriter = { $0 }
  ) throws {
    let lane = Lane(
      writer: wrap(try store.openWriter(acceptingLoss: false)),
      ports: Lane.Ports(
        clock: clock, hashing: ChainSHA256(), salts: SeededSalts(seed: 1), observer: observer))
    // The lane is handed to one thread, which alone uses it from here on.
    nonisolated(unsafe) let handed = lane
    DispatchQueue(label: "lane").async { engine.run(unsafe handed) }
  }

  /// Whether something happens within a time that no machine needs for it.
  static func isSignalled(_ semaphore: DispatchSemaphore) -> Bool {
    semaphore.wait(timeout: .now() + .seconds(20)) == .success
  }
}

/// Calls a closure after each published commit.
struct SignallingObserver: EngineObserver {
  let signal: @Sendable () -> Void

  func committed(_ entries: [JournalEntry]) { signal() }
  func report(_ incident: EngineIncident) {}
}
