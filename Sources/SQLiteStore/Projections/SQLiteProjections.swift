package import Application
package import Ledger
package import Monetization
internal import Synchronization

/// Projections in the file `projections.db` beside a store, which may be deleted at any time.
package final class SQLiteProjections: Projections {
  /// One thread at a time has the connection: it stands behind the mutex.
  private struct Writing: @unchecked Sendable {
    let statements: ProjectionWriting
  }

  private let writing: Mutex<Writing>
  private let readers: ReaderPool<ProjectionQueries>
  /// Keeps the lock on the folder.
  private let storage: Storage

  /// Opens the file, or begins it anew where it cannot be used or knows too much.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  init(beside storage: Storage) throws(StoreError) {
    self.storage = storage
    let path = storage.folder.projections
    let statements = try ProjectionWriting(on: try ProjectionSchema.open(path))
    writing = Mutex(Writing(statements: statements))
    // Every reader at once, and the runner.
    readers = ReaderPool(most: ReaderClass.slotsInAll + 1) { () throws(StoreError) in
      try ProjectionQueries(on: try Connection.projections(path))
    }
    try forgetLostEntries()
  }

  /// Begins anew where entries were taken in that the store has lost, and whose loss was accepted.
  private func forgetLostEntries() throws(StoreError) {
    let heads = try storage.readers.read { (queries) throws(StoreError) in try queries.heads() }
    let isAhead = try checkpoint().sequences.contains { writer, sequence in
      sequence > heads.first { $0.writer == writer }?.sequence ?? 0
    }
    if isAhead { try reset() }
  }

  package func checkpoint() throws(StoreError) -> JournalCheckpoint {
    try readers.read { (queries) throws(StoreError) in try queries.checkpoint() }
  }

  package func apply(
    _ changes: ProjectionChanges, from before: JournalCheckpoint, to after: JournalCheckpoint
  ) throws(StoreError) {
    try writing.withLock { (writing) throws(StoreError) in
      try writing.statements.apply(changes, from: before, to: after)
    }
  }

  package func reset() throws(StoreError) {
    try writing.withLock { (writing) throws(StoreError) in try writing.statements.reset() }
  }

  package func members(
    of list: Listing, before: OwnerID?, limit: Int
  ) throws(StoreError) -> [OwnerID] {
    try readers.read { (queries) throws(StoreError) in
      try queries.members(of: list, before: before, limit: limit)
    }
  }

  package func sums(of table: SumTable, at key: SumKey) throws(StoreError) -> SumRow? {
    try readers.read { (queries) throws(StoreError) in try queries.sums(of: table, at: key) }
  }

  package func rows(
    of table: SumTable, group: Int64, _ range: ClosedRange<Int64>
  ) throws(StoreError) -> [SumLine] {
    try readers.read { (queries) throws(StoreError) in
      try queries.rows(of: table, group: group, range)
    }
  }

  package func highest(of table: SumTable, group: Int64) throws(StoreError) -> [SumLine] {
    try readers.read { (queries) throws(StoreError) in
      try queries.highest(of: table, group: group)
    }
  }

  package func giftTotal(
    ofPost post: String
  ) throws(StoreError) -> (total: GiftTotal, newest: [EntryPosition]) {
    try readers.read { (queries) throws(StoreError) in try queries.total(ofPost: post) }
  }
}
