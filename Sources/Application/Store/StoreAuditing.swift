package import Ledger
package import Monetization

/// Reads that only a verification needs: everything stored beside the journal, piece by piece.
///
/// All calls block. Rows are walked by ``StoreReading/forEachRow(_:)``.
package protocol StoreAuditing {
  /// Calls `body` with every unique name, its holder and the salt of its digest.
  func forEachName(
    _ body: (UniqueName, OwnerID, ChainHash?) throws(StoreError) -> Void
  ) throws(StoreError)

  /// Calls `body` with every stored answer and its key; nil if the bytes are malformed.
  func forEachAnswer(
    _ body: ((key: IdempotencyKey, answer: StoredAnswer)?) throws(StoreError) -> Void
  ) throws(StoreError)

  /// Calls `body` with the entry of every text, in order, erased ones too.
  func forEachText(
    _ body: (EntryPosition) throws(StoreError) -> Void
  ) throws(StoreError)

  /// The accepted losses of newer entries.
  func losses() throws(StoreError) -> [AcceptedLoss]
}

/// Where a journal continued after an operator accepted the loss of newer entries.
package struct AcceptedLoss: Equatable, Sendable {
  package let writer: WriterID
  /// The epoch that began with the loss.
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
