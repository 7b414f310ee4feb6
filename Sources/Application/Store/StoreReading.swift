package import Ledger
package import Monetization

/// What is committed, to be read: a ``Store``, or one moment of it.
///
/// All calls block.
package protocol StoreReading {
  /// Every row of an owner, in slot order.
  func rows(of owner: OwnerID) throws(StoreError) -> [StoredCell]

  /// Who holds a unique name; nil when nobody does.
  func owner(of name: UniqueName) throws(StoreError) -> OwnerID?

  /// The entry at a position; nil when there is none.
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

  /// The personal texts of an entry in order; nil where one was destroyed.
  func texts(at position: EntryPosition) throws(StoreError) -> [SealedText?]

  /// The head of every writer that ever wrote.
  func heads() throws(StoreError) -> [WriterHead]

  /// Calls `body` with every row in owner and slot order, for verification; `body` may read names.
  func forEachRow(
    _ body: (OwnerID, StoredCell) throws(StoreError) -> Void
  ) throws(StoreError)
}
