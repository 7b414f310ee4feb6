import Application
import Monetization
import Synchronization

/// Keeps what a lane publishes and complains of, and has the process of the lane hear of it too.
final class RecordingObserver: EngineObserver {
  private let heard = Mutex(Heard())

  private struct Heard {
    var entries: [JournalEntry] = []
    var breach: InvariantBreach?
    var process: (any EngineObserver)?
  }

  /// What was published since the last ``beginBatch()``.
  var published: [JournalEntry] { heard.withLock { $0.entries } }

  /// Forgets the last batch.
  func beginBatch() { heard.withLock { $0.entries = [] } }

  /// Another process runs the lane from now on; nil for one that remembers nothing.
  func beginProcess(_ process: (any EngineObserver)?) { heard.withLock { $0.process = process } }

  func committed(_ entries: [JournalEntry]) {
    let process = heard.withLock { heard in
      heard.entries += entries
      return heard.process
    }
    process?.committed(entries)
  }

  func report(_ incident: EngineIncident) {
    guard case .invariantBroken(let breach) = incident else { return }
    heard.withLock { $0.breach = breach }
  }

  /// Tells of a broken law of the ledger.
  ///
  /// - Throws: ``Discrepancy``.
  func throwBreach() throws(Discrepancy) {
    if let breach = heard.withLock({ $0.breach }) {
      throw Discrepancy("the lane stopped: \(breach)")
    }
  }
}
