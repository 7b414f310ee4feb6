package import Ledger
package import Monetization

/// Reads committed data: from a ``Store`` or from a snapshot of it.
///
/// All calls block.
package protocol StoreReading {
  /// Every row of an owner, in slot order.
  func rows(of owner: OwnerID) throws(StoreError) -> [StoredCell]

  /// The owner of a unique name; nil if the name is free.
  func owner(of name: UniqueName) throws(StoreError) -> OwnerID?

  /// The entry at a position; nil if there is no such entry.
  func entry(at position: EntryPosition) throws(StoreError) -> StoredEntry?

  /// Entries of one writer in order, beginning after a sequence number.
  ///
  /// - Parameters:
  ///   - writer: Whose entries.
  ///   - sequence: The last one already known; 0 for none.
  ///   - limit: At most this many, at least 1.
  /// - Returns: The entries without a gap.
  /// - Throws: ``StoreError/unavailable(_:)`` or ``StoreError/corrupt(_:)``.
  func entries(
    of writer: WriterID, after sequence: Int64, limit: Int
  ) throws(StoreError) -> [StoredEntry]

  /// The personal texts of an entry in order; nil for an erased one.
  func texts(at position: EntryPosition) throws(StoreError) -> [SealedText?]

  /// The heads of all writers.
  func heads() throws(StoreError) -> [WriterHead]

  /// Calls `body` with every row in owner and slot order, for verification; `body` may read names.
  func forEachRow(
    _ body: (OwnerID, StoredCell) throws(StoreError) -> Void
  ) throws(StoreError)
}
