/// The condition of a store.
package struct StoreCondition: Equatable, Sendable {
  /// Why the last copy of the write-ahead log failed; nil if it succeeded.
  package var checkpointFailure: StoreError?
  /// The number of failed copies of the log since the store was opened.
  package var checkpointFailures: Int64 = 0
  /// The length of the log in pages at the newest copy.
  package var logPages: Int64 = 0
  /// The free space on the store's disk in bytes; nil for a store without a disk.
  package var freeBytes: Int64?

  package init() {}
}

extension Store {
  /// The condition of a store without a disk.
  package var condition: StoreCondition { StoreCondition() }
}
