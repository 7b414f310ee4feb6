/// How a store is, beside what its calls answer.
package struct StoreCondition: Equatable, Sendable {
  /// Why the write-ahead log could not be copied lately; nil when it could.
  package var checkpointFailure: StoreError?
  /// How many copies of the log failed since the store was opened.
  package var checkpointFailures: Int64 = 0
  /// The pages of the log that the newest copy found.
  package var logPages: Int64 = 0
  /// What is free on the disk of the store, in bytes; nil for a store without a disk.
  package var freeBytes: Int64?

  package init() {}
}

extension Store {
  /// A store without a disk is always well.
  package var condition: StoreCondition { StoreCondition() }
}
