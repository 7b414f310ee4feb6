import Application

/// Keeps the write-ahead log from beginning anew while it is copied in the background.
///
/// SQLite begins the log anew only when all of it is copied and nobody reads from it. This is a
/// reader: it is taken right after a commit, when the newest pages cannot be copied yet, so it
/// reads from the log and not from the file alone.
final class LogHold {
  private let connection: Connection
  private let read: Statement

  init(_ path: String) throws(StoreError) {
    connection = try Connection.store(path, cacheKibibytes: 64)
    read = try connection.prepare("SELECT 1 FROM sqlite_schema LIMIT 1")
  }

  /// Holds the log as it is now.
  ///
  /// - Returns: The permit for one copy, after which ``release()`` must follow.
  /// - Throws: ``StoreError``; nothing is held then.
  func take() throws(StoreError) -> CopyPermit {
    try connection.perform("BEGIN")
    do throws(StoreError) {
      // A transaction begins to read with its first statement.
      try read.run()
    } catch {
      connection.rollBack()
      throw error
    }
    return CopyPermit(logIsHeld: ())
  }

  /// Lets the log begin anew.
  func release() { connection.rollBack() }
}

/// Says why no other connection can begin the log anew during a copy; every copy needs one.
///
/// Without it SQLite before 3.51.3 can lose commits: `docs/decisions/011-copying-the-log.md`.
struct CopyPermit: ~Copyable {
  /// A ``LogHold`` was taken for this copy.
  fileprivate init(logIsHeld: Void) {}

  /// The copy is made by the only connection that writes, between two of its commits.
  init(onlyWriterCopies: Void) {}
}
