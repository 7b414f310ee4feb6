package import Application
package import Ledger
package import Monetization

/// One moment of the store in a folder, read beside the process that owns it.
///
/// Takes no lock of ours and changes nothing: the database is open for reading only, in one
/// transaction from the first call to the last. Its owner goes on, but cannot begin its log anew
/// while a snapshot is kept, so the log grows by what is written meanwhile. One thread at a time.
package final class SQLiteSnapshot: StoreReading, StoreAuditing {
  private let queries: StoreQueries
  private let check: HeadCheck

  /// Takes the moment.
  ///
  /// - Parameter folder: Where the files of a store are, made by this version of the program.
  /// - Throws: ``StoreError/schemaTooNew(found:known:)``, ``StoreError/corrupt(_:)`` or
  ///   ``StoreError/unavailable(_:)``.
  package init(folder: String) throws(StoreError) {
    let files = StoreFolder(path: folder)
    // Before the moment: what the head knows of was committed then, so none of it may be missing.
    let known = try HeadFile.newest(at: files.head)
    let connection = try Connection.snapshot(files.database)
    try connection.execute("BEGIN")
    // The first reading is what fixes the moment.
    try Schema(of: connection).check()
    queries = try StoreQueries(on: connection)
    check = HeadCheck(
      queries: queries, stored: try WriterRow(of: .first, on: connection).read(), known: known)
  }

  /// Compares this moment with the head outside the database.
  ///
  /// - Throws: ``StoreError/behindHead(stored:known:)``, ``StoreError/contradictsHead(sequence:)``
  ///   or, where the head's file holds none, ``StoreError/corrupt(_:)``;
  ///   ``StoreError/unavailable(_:)``.
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
