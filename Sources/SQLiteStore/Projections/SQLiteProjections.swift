package import Application
package import Ledger
package import Monetization
internal import Synchronization

/// Projections in the file `projections.db` next to a store; the file may be deleted at any time.
package final class SQLiteProjections: Projections {
  /// The mutex guards the connection, so one thread at a time uses it.
  private struct Writing: @unchecked Sendable {
    let statements: ProjectionWriting
  }

  private let writing: Mutex<Writing>
  private let readers: ReaderPool<ProjectionQueries>
  /// Keeps the lock on the folder.
  private let storage: Storage

  /// Opens the file; starts from scratch if it cannot be used or contains lost entries.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  init(beside storage: Storage, days: ReportingDays) throws(StoreError) {
    self.storage = storage
    let path = storage.folder.projections
    let statements = try ProjectionWriting(on: try ProjectionSchema.open(path, days: days))
    writing = Mutex(Writing(statements: statements))
    // All concurrent readers, and the runner.
    readers = ReaderPool(most: ReaderClass.slotsInAll + 1) { () throws(StoreError) in
      try ProjectionQueries(on: try SQLiteConnection.projections(path))
    }
    try forgetLostEntries()
  }

  /// Starts from scratch if entries were applied that the store lost and whose loss was accepted.
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

  package func highest(
    of table: SumTable, group: Int64, within range: ClosedRange<Int64>
  ) throws(StoreError) -> [SumLine] {
    try readers.read { (queries) throws(StoreError) in
      try queries.highest(of: table, group: group, within: range)
    }
  }

  package func giftTotal(
    ofPost post: String
  ) throws(StoreError) -> (total: GiftTotal, newest: [EntryPosition]) {
    try readers.read { (queries) throws(StoreError) in try queries.total(ofPost: post) }
  }
}
