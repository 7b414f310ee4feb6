import Application
internal import Synchronization

/// The results of the newest copies of the log, for operators.
final class CheckpointHealth: Sendable {
  private struct Notes {
    var failure: StoreError?
    var failures: Int64 = 0
    var logPages = 0
    var observer: (@Sendable (EngineIncident) -> Void)?
  }

  private let notes = Mutex(Notes())

  /// Why the newest copy failed; nil if it succeeded.
  var failure: StoreError? { notes.withLock(\.failure) }
  /// The number of failed copies.
  var failures: Int64 { notes.withLock(\.failures) }
  /// The length of the log in pages at the newest copy.
  var logPages: Int { notes.withLock(\.logPages) }

  /// Sets a callback for the first of consecutive failures and for the next success.
  func onChange(_ observer: @escaping @Sendable (EngineIncident) -> Void) {
    notes.withLock { $0.observer = observer }
  }

  /// Records a successful copy.
  func note(_ log: (pages: Int, copied: Int)) {
    let observer = notes.withLock { notes -> (@Sendable (EngineIncident) -> Void)? in
      notes.logPages = log.pages
      guard notes.failure != nil else { return nil }
      notes.failure = nil
      return notes.observer
    }
    observer?(.checkpointRecovered)
  }

  /// Records a failed copy: nothing is lost, but the log grows until one succeeds.
  func note(_ error: StoreError) {
    let observer = notes.withLock { notes -> (@Sendable (EngineIncident) -> Void)? in
      notes.failures += 1
      defer { notes.failure = error }
      return notes.failure == nil ? notes.observer : nil
    }
    observer?(.checkpointFailed(error))
  }
}
