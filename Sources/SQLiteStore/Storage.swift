import Application
import Ledger

/// The files of an open store, with its readers and background work.
final class Storage: Sendable {
  let folder: StoreFolder
  let readers: ReaderPool<StoreQueries>
  let headFile: HeadFile
  let checkpointer: Checkpointer
  /// The backup that was made before a migration.
  let madeBackup: String?
  // The lock is released last.
  private let lock: StoreLock

  /// Opens the files in a folder and brings the schema up to date.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - now: Stored with each migration.
  ///   - limits: The limits of the log.
  ///   - backsUp: Whether older files are backed up before they are migrated.
  /// - Throws: ``StoreError``, see ``SQLiteStore/init(folder:clock:)``.
  init(
    _ folder: StoreFolder, at now: Timestamp, limits: Checkpointer.Limits = Checkpointer.Limits(),
    backsUp: Bool = true
  ) throws(StoreError) {
    self.folder = folder
    lock = try StoreLock(folder.lock)
    headFile = try HeadFile(folder.head)
    let schema = Schema(of: try SQLiteConnection.store(folder.database, cacheKibibytes: 256))
    let isOlder = try schema.isOlder()
    madeBackup = backsUp && isOlder ? try Self.backUp(folder, at: now) : nil
    try schema.migrate(at: now)
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

  /// Makes a backup that the program before this one can use.
  private static func backUp(
    _ folder: StoreFolder, at now: Timestamp
  ) throws(StoreError) -> String {
    if !OpenFile.exists(folder.backups) { try OpenFile.makeFolder(folder.backups) }
    let first = folder.backups + "/before-migration-\(now.milliseconds)"
    // A migration that failed may have left one of the same time.
    let names = [first] + (1...99).map { first + "-\($0)" }
    guard let path = names.first(where: { !OpenFile.exists($0) }) else {
      throw .unavailable(StoreFault(code: 0, context: "making \(first), which exists"))
    }
    do throws(BackupError) {
      _ = try MakeBackup(of: folder.path, at: path, now: now).run()
    } catch {
      guard case .store(let error) = error else {
        throw .unavailable(StoreFault(code: 0, context: "making \(path): \(error)"))
      }
      throw error
    }
    return path
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
