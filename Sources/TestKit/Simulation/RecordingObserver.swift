import Application
import Monetization
import Synchronization

/// Keeps what a lane publishes and complains of.
final class RecordingObserver: EngineObserver {
  private let heard = Mutex(Heard())

  private struct Heard {
    var entries: [JournalEntry] = []
    var breach: InvariantBreach?
  }

  /// What was published since the last ``beginBatch()``.
  var published: [JournalEntry] { heard.withLock { $0.entries } }

  /// Forgets the last batch.
  func beginBatch() { heard.withLock { $0.entries = [] } }

  func committed(_ entries: [JournalEntry]) { heard.withLock { $0.entries += entries } }

  func noticed(_ incident: EngineIncident) {
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
