import Application

/// Prevents a restart of the write-ahead log while it is copied in the background.
///
/// SQLite restarts the log only when all of it is copied and no reader uses it. The hold is a
/// reader: it starts right after a commit, when the newest pages cannot be copied yet, so it uses
/// the log and not only the file.
final class LogHold {
  private let connection: SQLiteConnection
  private let read: Statement

  init(_ path: String) throws(StoreError) {
    connection = try SQLiteConnection.store(path, cacheKibibytes: 64)
    read = try connection.prepare("SELECT 1 FROM sqlite_schema LIMIT 1")
  }

  /// Starts to hold the log.
  ///
  /// - Returns: The permit for one copy, after which ``release()`` must follow.
  /// - Throws: ``StoreError``; then nothing is held.
  func acquire() throws(StoreError) -> CopyPermit {
    try connection.perform("BEGIN")
    do throws(StoreError) {
      // A transaction starts to read with its first statement.
      try read.run()
    } catch {
      connection.rollBack()
      throw error
    }
    return CopyPermit(logIsHeld: ())
  }

  /// Ends the hold, so that the log can be restarted.
  func release() { connection.rollBack() }
}

/// Proves that no other connection can restart the log during a copy; every copy needs one.
///
/// Without it SQLite before 3.51.3 can lose commits: `docs/decisions/011-copying-the-log.md`.
struct CopyPermit: ~Copyable {
  /// A ``LogHold`` was acquired for this copy.
  fileprivate init(logIsHeld: Void) {}

  /// The only writing connection makes the copy, between two of its commits.
  init(onlyWriterCopies: Void) {}

  /// The writer is released and nobody else may open one, so nobody can restart the log.
  init(nobodyWrites: Void) {}
}
