import Application
import Monetization
import Synchronization

/// Keeps what a lane publishes and reports, and passes it on to the process of the lane.
final class RecordingObserver: EngineObserver {
  private let received = Mutex(Received())

  private struct Received {
    var entries: [JournalEntry] = []
    var breach: InvariantBreach?
    var process: (any EngineObserver)?
  }

  /// What was published since the last ``beginBatch()``.
  var published: [JournalEntry] { received.withLock { $0.entries } }

  /// Forgets the last batch.
  func beginBatch() { received.withLock { $0.entries = [] } }

  /// Another process runs the lane from now on; nil for one that remembers nothing.
  func beginProcess(_ process: (any EngineObserver)?) { received.withLock { $0.process = process } }

  func committed(_ entries: [JournalEntry]) {
    let process = received.withLock { received in
      received.entries += entries
      return received.process
    }
    process?.committed(entries)
  }

  func report(_ incident: EngineIncident) {
    guard case .invariantBroken(let breach) = incident else { return }
    received.withLock { $0.breach = breach }
  }

  /// Tells of a broken law of the ledger.
  ///
  /// - Throws: ``Discrepancy``.
  func throwBreach() throws(Discrepancy) {
    if let breach = received.withLock({ $0.breach }) {
      throw Discrepancy("the lane stopped: \(breach)")
    }
  }
}
