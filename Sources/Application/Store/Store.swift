package import Ledger
package import Monetization

/// The port for journal, rows and stored answers; one contract test for all adapters.
///
/// All calls block; callers keep them off event loops. Reads see committed data only and may run
/// on any thread, several at once.
package protocol Store: StoreReading, StoreAuditing, Sendable {
  /// Takes over the writer: raises its epoch, so that an older owner can no longer commit.
  ///
  /// The writer must be used by one thread at a time.
  ///
  /// - Parameter acceptingLoss: Start although the head file names newer entries than the store
  ///   has.
  /// - Returns: The writer.
  /// - Throws: ``StoreError/ownedByAnotherProcess(_:)``, ``StoreError/behindHead(stored:known:)``
  ///   or ``StoreError/unavailable(_:)``.
  func openWriter(acceptingLoss: Bool) throws(StoreError) -> any StoreWriter

  /// The condition of the store, for operators; cheap, but may query the disk.
  var condition: StoreCondition { get }
}

/// The writing side of a store, held by one lane.
package protocol StoreWriter: AnyObject {
  /// The writer's head as of the last commit or takeover.
  var head: WriterHead { get }

  /// Whether only this writer can change rows while its epoch is current.
  ///
  /// Then committed rows need not be loaded again for the next batch.
  var isExclusive: Bool { get }

  /// Loads what a batch needs in one consistent read.
  ///
  /// - Parameters:
  ///   - request: Owners, names and keys, each at most once.
  ///   - state: Receives the rows.
  /// - Returns: The stored answers of the keys that have one.
  /// - Throws: ``StoreError/unavailable(_:)``, ``StoreError/corrupt(_:)`` or
  ///   ``StoreError/conflict``.
  func load(
    _ request: LoadRequest, into state: inout State
  ) throws(StoreError) -> [IdempotencyKey: StoredAnswer]

  /// Writes a batch and makes it durable, all or nothing, if the writer's epoch is still current.
  ///
  /// - Throws: ``StoreError/conflict`` and ``StoreError/unavailable(_:)`` when nothing was written;
  ///   ``StoreError/fenced`` if another process has taken over the writer;
  ///   ``StoreError/outcomeUnknown(_:)`` when only ``takeOver()`` can tell.
  func commit(_ batch: CommitBatch) throws(StoreError)

  /// Raises the epoch and reads the head, which settles an unknown outcome.
  ///
  /// Allowed only for the last owner: settling must not take the writer back from a newer owner.
  ///
  /// - Returns: The head that is now durable.
  /// - Throws: ``StoreError/fenced`` when the writer was opened again since, and nothing was
  ///   changed; ``StoreError/unavailable(_:)``; ``StoreError/outcomeUnknown(_:)``, after which the
  ///   same call may settle it.
  func takeOver() throws(StoreError) -> WriterHead

  /// Reads entries in order, beginning after a sequence number, while others read and write.
  ///
  /// Never waits for readers of the store: the lane uses it to answer replays.
  ///
  /// - Parameters:
  ///   - writer: Whose entries.
  ///   - sequence: The last one already known; 0 for none.
  ///   - limit: At most this many, at least 1.
  /// - Returns: The entries without a gap.
  /// - Throws: ``StoreError/unavailable(_:)``, also while an outcome is open, or
  ///   ``StoreError/corrupt(_:)``.
  func entries(
    of writer: WriterID, after sequence: Int64, limit: Int
  ) throws(StoreError) -> [StoredEntry]

  /// Deletes stored answers that are older than a time, a bounded number per call.
  ///
  /// The age of an answer is that of its key if the key carries a time, so that no answer is
  /// deleted while its key counts as new; otherwise it is the answer's own. Answers of keys with a
  /// time are deleted first, in the order of the keys, then the others, oldest first. Only old
  /// answers are read, however many others there are.
  ///
  /// - Returns: Whether there may be more old answers.
  /// - Throws: ``StoreError/fenced``, ``StoreError/unavailable(_:)`` or ``StoreError/corrupt(_:)``.
  func purgeAnswers(olderThan limit: Timestamp, most count: Int) throws(StoreError) -> Bool
}
