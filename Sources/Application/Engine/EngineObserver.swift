package import Monetization

/// What the engine tells the world; calls come on the lane's thread and must be quick.
package protocol EngineObserver: Sendable {
  /// A batch is durable.
  func committed(_ entries: [JournalEntry])
  /// Something went wrong that an operator must know.
  func noticed(_ incident: EngineIncident)
}

/// What an operator must know of the engine and of the store below it.
package enum EngineIncident: Equatable, Sendable {
  /// The store failed; the commands of the batch were answered 503.
  case storeFailed(StoreError)
  /// A law of the ledger would have been broken: the writer has stopped.
  case invariantBroken(InvariantBreach)
  /// The writer belongs to another process now: the lane has stopped.
  case fenced
  /// The write-ahead log could not be copied: nothing is lost, but it grows until it can be.
  case checkpointFailed(StoreError)
  /// The log is copied again.
  case checkpointRecovered
}
