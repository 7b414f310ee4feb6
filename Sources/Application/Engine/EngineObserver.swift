package import Monetization

/// Observes the engine; calls come on the lane's thread and must be quick.
package protocol EngineObserver: Sendable {
  /// A batch is durable.
  func committed(_ entries: [JournalEntry])
  /// An incident that the operator must know of.
  func report(_ incident: EngineIncident)
}

/// An incident of the engine or of the store, for the operator.
package enum EngineIncident: Equatable, Sendable {
  /// The store failed; the commands of the batch failed.
  case storeFailed(StoreError)
  /// An invariant of the ledger would have been broken: the writer has stopped.
  case invariantBroken(InvariantBreach)
  /// Another process has taken over the writer: the lane has stopped.
  case fenced
  /// The write-ahead log could not be copied: nothing is lost, but the log grows.
  case checkpointFailed(StoreError)
  /// The write-ahead log can be copied again.
  case checkpointRecovered
}
