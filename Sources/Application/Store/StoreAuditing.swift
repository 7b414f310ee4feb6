package import Ledger
package import Monetization

/// What only a verification reads: everything that stands beside the journal, piece by piece.
///
/// All calls block. Rows are walked by ``StoreReading/forEachRow(_:)``.
package protocol StoreAuditing {
  /// Calls `body` with every unique name, its holder and the salt of its digest.
  func forEachName(
    _ body: (UniqueName, OwnerID, ChainHash?) throws(StoreError) -> Void
  ) throws(StoreError)

  /// Calls `body` with every stored answer and its key; nil where the bytes are none.
  func forEachAnswer(
    _ body: ((key: IdempotencyKey, answer: StoredAnswer)?) throws(StoreError) -> Void
  ) throws(StoreError)

  /// Calls `body` with the entry of every text, in order, erased ones too.
  func forEachText(
    _ body: (EntryPosition) throws(StoreError) -> Void
  ) throws(StoreError)

  /// The ends that were kept when newer entries were given up as lost.
  func losses() throws(StoreError) -> [AcceptedLoss]
}

/// Where a journal went on after somebody had accepted that newer entries are lost.
package struct AcceptedLoss: Equatable, Sendable {
  package let writer: WriterID
  /// The epoch that began with it.
  package let epoch: Int64
  /// The last entry that was kept; 0 for none.
  package let sequence: Int64
  /// That entry's hash.
  package let hash: ChainHash

  package init(writer: WriterID, epoch: Int64, sequence: Int64, hash: ChainHash) {
    self.writer = writer
    self.epoch = epoch
    self.sequence = sequence
    self.hash = hash
  }
}
