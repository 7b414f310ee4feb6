import Application
import Ledger

/// The files of an open store, with its readers and background work.
final class Storage: Sendable {
  let folder: StoreFolder
  let readers: ReaderPool<StoreQueries>
  let headFile: HeadFile
  let checkpointer: Checkpointer
  // The lock is released last.
  private let lock: StoreLock

  /// Opens the files in a folder and brings the schema up to date.
  ///
  /// - Throws: ``StoreError``, see ``SQLiteStore/init(folder:clock:)``.
  init(
    _ folder: StoreFolder, at now: Timestamp, limits: Checkpointer.Limits = Checkpointer.Limits()
  ) throws(StoreError) {
    self.folder = folder
    lock = try StoreLock(folder.lock)
    headFile = try HeadFile(folder.head)
    try Schema(of: try SQLiteConnection.store(folder.database, cacheKibibytes: 256)).migrate(
      at: now)
    checkpointer = try Checkpointer(folder.database, limits: limits)
    // All concurrent readers, the projections' runner, and the lane, which reads replays and must
    // not wait for other readers.
    readers = ReaderPool(most: ReaderClass.slotsInAll + 2) { () throws(StoreError) in
      let connection = try SQLiteConnection.store(folder.database, cacheKibibytes: 2_048)
      try connection.execute("PRAGMA query_only = ON")
      return try StoreQueries(on: connection)
    }
    try OpenFile.synchronizeNames(in: folder.path)
  }

  /// A connection for a writer, with a cache large enough for a batch of many owners.
  ///
  /// - Throws: ``StoreError/unavailable(_:)`` or ``StoreError/corrupt(_:)``.
  func openWritingConnection() throws(StoreError) -> SQLiteConnection {
    try SQLiteConnection.store(folder.database, cacheKibibytes: 65_536)
  }

  /// Returns when all background work is done.
  func drain() {
    headFile.drain()
    checkpointer.drain()
  }
}
