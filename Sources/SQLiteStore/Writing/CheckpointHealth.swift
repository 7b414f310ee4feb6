import Application
internal import Synchronization

/// What became of the newest copies of the log, for operators.
final class CheckpointHealth: Sendable {
  private struct Notes {
    var failure: StoreError?
    var failures: Int64 = 0
    var logPages = 0
    var observer: (@Sendable (EngineIncident) -> Void)?
  }

  private let notes = Mutex(Notes())

  /// Why the newest copy failed; nil when it did not.
  var failure: StoreError? { notes.withLock(\.failure) }
  /// How many copies have failed.
  var failures: Int64 { notes.withLock(\.failures) }
  /// The pages of the log that the newest copy found.
  var logPages: Int { notes.withLock(\.logPages) }

  /// Has the first failure of a row, and the success that ends the row, told to somebody.
  func onChange(_ observer: @escaping @Sendable (EngineIncident) -> Void) {
    notes.withLock { $0.observer = observer }
  }

  /// Notes a copy that was made.
  func note(_ log: (pages: Int, copied: Int)) {
    let observer = notes.withLock { notes -> (@Sendable (EngineIncident) -> Void)? in
      notes.logPages = log.pages
      guard notes.failure != nil else { return nil }
      notes.failure = nil
      return notes.observer
    }
    observer?(.checkpointRecovered)
  }

  /// Notes a copy that failed: nothing is lost, but the log grows until one succeeds.
  func note(_ error: StoreError) {
    let observer = notes.withLock { notes -> (@Sendable (EngineIncident) -> Void)? in
      notes.failures += 1
      defer { notes.failure = error }
      return notes.failure == nil ? notes.observer : nil
    }
    observer?(.checkpointFailed(error))
  }
}
