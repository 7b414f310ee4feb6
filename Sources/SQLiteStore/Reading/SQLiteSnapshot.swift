package import Application
package import Ledger
package import Monetization

/// A snapshot of the store in a folder, read while another process may own it.
///
/// Takes no lock and changes nothing: the database is open read-only, in one transaction from the
/// first call to the last. The owner keeps working, but cannot restart its log while a snapshot is
/// open, so the log grows meanwhile. For one thread at a time.
package final class SQLiteSnapshot: StoreReading, StoreAuditing {
  private let queries: StoreQueries
  private let check: HeadCheck

  /// Opens the snapshot.
  ///
  /// - Parameter folder: The folder of a store with the schema of this program.
  /// - Throws: ``StoreError/schemaTooNew(found:known:)``, ``StoreError/corrupt(_:)`` or
  ///   ``StoreError/unavailable(_:)``.
  package init(folder: String) throws(StoreError) {
    let files = StoreFolder(path: folder)
    // Read before the snapshot: the commits of this head are older, so the snapshot must include
    // them.
    let known = try HeadFile.newest(at: files.head)
    let connection = try SQLiteConnection.snapshot(files.database)
    try connection.execute("BEGIN")
    // The first read determines the snapshot.
    try Schema(of: connection).check()
    queries = try StoreQueries(on: connection)
    check = HeadCheck(
      queries: queries, stored: try WriterRow(of: .first, on: connection).read(), known: known)
  }

  /// Compares the snapshot with the head file.
  ///
  /// - Throws: ``StoreError/behindHead(stored:known:)``, ``StoreError/contradictsHead(sequence:)``
  ///   or ``StoreError/headMissing(stored:)``; ``StoreError/unavailable(_:)``.
  package func compareWithHead() throws(StoreError) {
    _ = try check.run(acceptingLoss: false)
  }

  package func rows(of owner: OwnerID) throws(StoreError) -> [StoredCell] {
    var cells: [StoredCell] = []
    try queries.forEachRow(of: owner) { cells.append($0) }
    return cells
  }

  package func owner(of name: UniqueName) throws(StoreError) -> OwnerID? {
    try queries.owner(of: name)
  }

  package func entry(at position: EntryPosition) throws(StoreError) -> StoredEntry? {
    try queries.entry(at: position)
  }

  package func entries(
    of writer: WriterID, after sequence: Int64, limit: Int
  ) throws(StoreError) -> [StoredEntry] {
    try queries.entries(of: writer, after: sequence, limit: limit)
  }

  package func texts(at position: EntryPosition) throws(StoreError) -> [SealedText?] {
    try queries.texts(at: position)
  }

  package func heads() throws(StoreError) -> [WriterHead] { try queries.heads() }

  package func forEachRow(
    _ body: (OwnerID, StoredCell) throws(StoreError) -> Void
  ) throws(StoreError) {
    try queries.forEachRow(body)
  }
}

extension SQLiteSnapshot {
  package func forEachName(
    _ body: (UniqueName, OwnerID, ChainHash?) throws(StoreError) -> Void
  ) throws(StoreError) {
    try queries.auditing().forEachName(body)
  }

  package func forEachAnswer(
    _ body: ((key: IdempotencyKey, answer: StoredAnswer)?) throws(StoreError) -> Void
  ) throws(StoreError) {
    try queries.auditing().forEachAnswer(body)
  }

  package func forEachText(
    _ body: (EntryPosition) throws(StoreError) -> Void
  ) throws(StoreError) {
    try queries.auditing().forEachText(body)
  }

  package func losses() throws(StoreError) -> [AcceptedLoss] { try queries.auditing().losses() }
}
