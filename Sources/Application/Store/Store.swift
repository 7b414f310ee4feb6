package import Ledger
package import Monetization

/// Where journal, rows and stored answers live: one port, several adapters, one contract test.
///
/// All calls block; callers keep them off event loops. Reads see committed data only and may run
/// on any thread, several at once.
package protocol Store: StoreReading, StoreAuditing, Sendable {
  /// Takes the writer over: raises its epoch, so that an older holder can no longer commit.
  ///
  /// The writer must be used by one thread at a time.
  ///
  /// - Parameter acceptingLoss: Start although the head outside the store knows of entries that
  ///   the store no longer has.
  /// - Returns: The writer.
  /// - Throws: ``StoreError/ownedByAnotherProcess(_:)``, ``StoreError/behindHead(stored:known:)``
  ///   or ``StoreError/unavailable(_:)``.
  func openWriter(acceptingLoss: Bool) throws(StoreError) -> any StoreWriter

  /// How the store is, for operators; cheap, but it may ask the disk.
  var condition: StoreCondition { get }
}

/// The writing side of a store, held by one lane.
package protocol StoreWriter: AnyObject {
  /// The writer's head as of the last commit or takeover.
  var head: WriterHead { get }

  /// Whether nobody else can change a row while the epoch is the writer's own.
  ///
  /// Then committed rows need not be loaded again for the next batch.
  var isExclusive: Bool { get }

  /// Loads what a batch needs in one consistent read.
  ///
  /// - Parameters:
  ///   - request: Owners, names and keys, each at most once.
  ///   - state: Takes the rows on.
  /// - Returns: The stored answers of the keys that have one.
  /// - Throws: ``StoreError/unavailable(_:)``, ``StoreError/corrupt(_:)`` or
  ///   ``StoreError/conflict``.
  func load(
    _ request: LoadRequest, into state: inout State
  ) throws(StoreError) -> [IdempotencyKey: StoredAnswer]

  /// Writes a batch and makes it durable, all or nothing, where the epoch still is the
  /// writer's own.
  ///
  /// - Throws: ``StoreError/conflict`` and ``StoreError/unavailable(_:)`` when nothing was
  ///   written; ``StoreError/fenced`` when another process took the writer over;
  ///   ``StoreError/outcomeUnknown(_:)`` when only ``takeOver()`` can tell.
  func commit(_ batch: CommitBatch) throws(StoreError)

  /// Raises the epoch and reads the head: settles an unknown outcome.
  ///
  /// Only for whoever opened the writer last: an outcome that is still open takes nothing back from
  /// an owner who came after.
  ///
  /// - Returns: The head that is now durable.
  /// - Throws: ``StoreError/fenced`` when the writer was opened again since, and nothing was
  ///   changed; ``StoreError/unavailable(_:)``; ``StoreError/outcomeUnknown(_:)``, after which the
  ///   same call may settle it.
  func takeOver() throws(StoreError) -> WriterHead

  /// Reads entries in order, beginning after a sequence number, while others read and write.
  ///
  /// It waits for no reader of the store: the lane answers replays by it.
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
  /// Answers under keys that carry a time are as old as their key, so that none goes while its key
  /// counts as new; all others are as old as they are. Those under keys that carry a time go first,
  /// in order of the keys, then the others, the oldest first. Nothing but old answers is walked
  /// over, however many there are.
  ///
  /// - Returns: Whether there may be more.
  /// - Throws: ``StoreError/fenced``, ``StoreError/unavailable(_:)`` or ``StoreError/corrupt(_:)``.
  func purgeAnswers(olderThan limit: Timestamp, most count: Int) throws(StoreError) -> Bool
}
