package import Application
import Glibc
package import Ledger
package import Monetization

/// A store in the files of one folder, owned by one process.
///
/// `ovation.db` holds everything, `ovation.head` the newest head, and `ovation.lock` is locked by
/// the owner. The store is closed when the last reference to it and its writers is released.
package final class SQLiteStore: Store {
  private let storage: Storage

  /// Opens the store in a folder and creates missing files.
  ///
  /// - Parameters:
  ///   - folder: An existing folder.
  ///   - clock: The clock for the times of migrations.
  /// - Throws: ``StoreError/ownedByAnotherProcess(_:)``, ``StoreError/schemaTooNew(found:known:)``,
  ///   ``StoreError/corrupt(_:)`` or ``StoreError/unavailable(_:)``.
  package init(folder: String, clock: any WallClock) throws(StoreError) {
    storage = try Storage(StoreFolder(path: folder), at: clock.now())
  }

  /// Opens the store with other limits of the log.
  ///
  /// - Throws: As the other initializer.
  init(folder: String, clock: any WallClock, limits: Checkpointer.Limits) throws(StoreError) {
    storage = try Storage(StoreFolder(path: folder), at: clock.now(), limits: limits)
  }

  /// Opens a copy that a backup was restored to.
  ///
  /// - Throws: As the other initializer.
  init(restoredIn folder: StoreFolder, clock: any WallClock) throws(StoreError) {
    storage = try Storage(folder, at: clock.now(), backsUp: false)
  }

  /// Opens the projections in the same folder, which keep the folder locked too.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  package func openProjections(
    days: ReportingDays = .utc
  ) throws(StoreError) -> SQLiteProjections {
    try SQLiteProjections(beside: storage, days: days)
  }

  /// Returns when all background work is done.
  package func drain() { storage.drain() }

  /// The folder of the backup that was made before older files were migrated; nil if none was.
  package var madeBackup: String? { storage.madeBackup }

  /// Copies the whole write-ahead log into `ovation.db`, which afterwards is complete without it.
  ///
  /// The last call, after the writer has been released.
  ///
  /// - Throws: ``StoreError/unavailable(_:)`` if the log could not be copied; nothing is lost, but
  ///   `ovation.db` and its log belong together.
  package func gather() throws(StoreError) {
    storage.drain()
    try storage.checkpointer.copyAll()
  }

  /// Compares the database with the head file.
  ///
  /// - Throws: ``StoreError/behindHead(stored:known:)``, ``StoreError/contradictsHead(sequence:)``
  ///   or ``StoreError/headMissing(stored:)``; ``StoreError/unavailable(_:)``.
  package func compareWithHead() throws(StoreError) {
    try compare(with: storage.headFile.newest)
  }

  /// Compares the database with a head; nil for none.
  ///
  /// - Throws: As ``compareWithHead()``.
  func compare(with known: HeadRecord?) throws(StoreError) {
    try storage.readers.read { (queries) throws(StoreError) in
      let stored = try WriterRow(of: .first, on: queries.connection).read()
      let check = HeadCheck(queries: queries, stored: stored, known: known)
      _ = try check.run(acceptingLoss: false)
    }
  }

  /// Sets a callback for incidents of background work; called on any thread.
  package func onIncident(_ observer: @escaping @Sendable (EngineIncident) -> Void) {
    storage.checkpointer.health.onChange(observer)
  }

  package var condition: StoreCondition {
    let health = storage.checkpointer.health
    var condition = StoreCondition()
    condition.checkpointFailure = health.failure
    condition.checkpointFailures = health.failures
    condition.logPages = Int64(health.logPages)
    condition.freeBytes = FreeSpace.bytes(in: storage.folder.path)
    return condition
  }

  /// Checks the pages of the database.
  ///
  /// - Parameter all: Checks every page, which reads the whole file; otherwise the newest of each
  ///   table, which takes milliseconds.
  /// - Throws: ``StoreError/corrupt(_:)`` if they are damaged; ``StoreError/unavailable(_:)``.
  package func checkPages(all: Bool) throws(StoreError) {
    try storage.readers.read { (queries) throws(StoreError) in
      let check = PageCheck(connection: queries.connection)
      if all { try check.all() } else { try check.newest() }
    }
  }

  /// Checks the database against the head file, then takes over the writer.
  ///
  /// - Throws: ``StoreError/behindHead(stored:known:)``, ``StoreError/contradictsHead(sequence:)``
  ///   or ``StoreError/headMissing(stored:)`` if `acceptingLoss` is false;
  ///   ``StoreError/unavailable(_:)``.
  package func openWriter(acceptingLoss: Bool) throws(StoreError) -> any StoreWriter {
    try SQLiteWriter(storage, acceptingLoss: acceptingLoss)
  }

  package func rows(of owner: OwnerID) throws(StoreError) -> [StoredCell] {
    try storage.readers.read { (queries) throws(StoreError) in
      var cells: [StoredCell] = []
      try queries.forEachRow(of: owner) { cells.append($0) }
      return cells
    }
  }

  package func owner(of name: UniqueName) throws(StoreError) -> OwnerID? {
    try storage.readers.read { (queries) throws(StoreError) in try queries.owner(of: name) }
  }

  package func entry(at position: EntryPosition) throws(StoreError) -> StoredEntry? {
    // A walk reads hundreds of entries in a row. Yields to a gift that waits for a processor, which
    // otherwise would wait for the end of a time slice of some milliseconds.
    sched_yield()
    return try storage.readers.read { (queries) throws(StoreError) in
      try queries.entry(at: position)
    }
  }

  package func entries(
    of writer: WriterID, after sequence: Int64, limit: Int
  ) throws(StoreError) -> [StoredEntry] {
    try storage.readers.read { (queries) throws(StoreError) in
      try queries.entries(of: writer, after: sequence, limit: limit)
    }
  }

  package func texts(at position: EntryPosition) throws(StoreError) -> [SealedText?] {
    try storage.readers.read { (queries) throws(StoreError) in try queries.texts(at: position) }
  }

  package func heads() throws(StoreError) -> [WriterHead] {
    try storage.readers.read { (queries) throws(StoreError) in try queries.heads() }
  }

  package func forEachRow(
    _ body: (OwnerID, StoredCell) throws(StoreError) -> Void
  ) throws(StoreError) {
    try storage.readers.read { (queries) throws(StoreError) in try queries.forEachRow(body) }
  }
}

extension SQLiteStore {
  package func forEachName(
    _ body: (UniqueName, OwnerID, ChainHash?) throws(StoreError) -> Void
  ) throws(StoreError) {
    try storage.readers.read { (queries) throws(StoreError) in
      try queries.auditing().forEachName(body)
    }
  }

  package func forEachAnswer(
    _ body: ((key: IdempotencyKey, answer: StoredAnswer)?) throws(StoreError) -> Void
  ) throws(StoreError) {
    try storage.readers.read { (queries) throws(StoreError) in
      try queries.auditing().forEachAnswer(body)
    }
  }

  package func forEachText(
    _ body: (EntryPosition) throws(StoreError) -> Void
  ) throws(StoreError) {
    try storage.readers.read { (queries) throws(StoreError) in
      try queries.auditing().forEachText(body)
    }
  }

  package func losses() throws(StoreError) -> [AcceptedLoss] {
    try storage.readers.read { (queries) throws(StoreError) in try queries.auditing().losses() }
  }
}
