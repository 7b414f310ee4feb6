import Application
internal import CSQLite

/// One connection to a database file, used by one thread at a time.
///
/// Only this file, ``Statement`` and ``GatheredLog`` use pointers of SQLite.
@safe
final class SQLiteConnection {
  private let handle: OpaquePointer
  /// Compiled statements of ``perform(_:)``, by their text.
  private var kept: [String: OpaquePointer] = unsafe [:]

  /// The access of a connection to its file.
  enum Access {
    /// Read-only; the file must exist.
    case reading
    /// Read and write; a missing file is created.
    case writing
    /// As `readWrite`, through ``GatheredLog``, which needs `synchronous = FULL`.
    case writingGathered
  }

  /// Opens a file.
  ///
  /// - Throws: ``StoreError/unavailable(_:)`` or ``StoreError/corrupt(_:)``.
  init(_ path: String, for access: Access = .writing) throws(StoreError) {
    _ = Self.prepareLibrary
    var opened: OpaquePointer?
    let flags =
      SQLITE_OPEN_NOMUTEX
      | (access == .reading
        ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
    // SQLite copies the path before it returns.
    let layer = access == .writingGathered ? GatheredLog.vfsName : nil
    let code = unsafe sqlite3_open_v2(path, &opened, flags, layer)
    guard code == SQLITE_OK, let handle = unsafe opened else {
      let error = StoreError(sqliteCode: code, context: "opening \(path)")
      // SQLite creates a handle even when opening fails, and closing nil does nothing.
      unsafe sqlite3_close_v2(opened)
      throw error
    }
    unsafe self.handle = unsafe handle
    // The handle is open; the call has no other precondition.
    unsafe sqlite3_extended_result_codes(handle, 1)
  }

  /// Done once, before the first use of the library: memory statistics would lock every allocation.
  private static let prepareLibrary: Void = {
    let code = ovation_without_memory_statistics()
    assert(code == SQLITE_OK, "the library was not used before")
  }()

  deinit {
    // Statements keep their connection alive, so only the connection's own statements are left.
    unsafe kept.values.forEach { unsafe sqlite3_finalize($0) }
    unsafe sqlite3_close_v2(handle)
  }

  /// Runs statements without parameters and ignores their rows.
  ///
  /// - Throws: ``StoreError``, by the code of SQLite.
  func execute(_ sql: String) throws(StoreError) {
    // SQLite reads the text before it returns.
    let code = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw error(code, sql) }
  }

  /// Runs a statement without parameters and rows, and caches it: those that begin and end
  /// transactions run for every batch.
  ///
  /// - Throws: ``StoreError``, by the code of SQLite.
  func perform(_ sql: String) throws(StoreError) {
    // Only the connection uses the statement; the reset prepares it for the next use and returns
    // the code of the step.
    let statement: OpaquePointer
    if let known = unsafe kept[sql] {
      unsafe statement = unsafe known
    } else {
      unsafe statement = unsafe try compile(sql)
      unsafe kept[sql] = unsafe statement
    }
    let code = unsafe sqlite3_step(statement)
    let failure = code == SQLITE_DONE ? nil : error(code, sql)
    _ = unsafe sqlite3_reset(statement)
    if let failure { throw failure }
  }

  /// Compiles a statement for repeated use.
  ///
  /// - Throws: ``StoreError``, by the code of SQLite.
  func prepare(_ sql: String) throws(StoreError) -> Statement {
    // The handle is new, and the statement finalizes it.
    unsafe Statement(try compile(sql), of: self, sql)
  }

  private func compile(_ sql: String) throws(StoreError) -> OpaquePointer {
    var compiled: OpaquePointer?
    // SQLite copies the text before it returns.
    let code = unsafe sqlite3_prepare_v3(
      handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, nil)
    guard code == SQLITE_OK, let statement = unsafe compiled else { throw error(code, sql) }
    return unsafe statement
  }

  /// Defines an SQL function of two numbers, which records them and returns the first.
  ///
  /// - Returns: The object that holds the numbers of the newest call.
  /// - Throws: ``StoreError``, by the code of SQLite.
  func defineNote(named name: String) throws(StoreError) -> StatementNote {
    let note = StatementNote()
    // SQLite retains one reference and releases it with the function, also if defining fails. The
    // function is called by statements of this connection with two values.
    let code = unsafe sqlite3_create_function_v2(
      handle, name, 2, SQLITE_UTF8 | SQLITE_DIRECTONLY, Unmanaged.passRetained(note).toOpaque(),
      { context, _, values in
        guard let address = unsafe sqlite3_user_data(context), let values = unsafe values else {
          return
        }
        let first = unsafe sqlite3_value_int64(values[0])
        let note = unsafe Unmanaged<StatementNote>.fromOpaque(address).takeUnretainedValue()
        note.numbers = (first, unsafe sqlite3_value_int64(values[1]))
        unsafe sqlite3_result_int64(context, first)
      }, nil, nil,
      { address in
        guard let address = unsafe address else { return }
        unsafe Unmanaged<StatementNote>.fromOpaque(address).release()
      })
    guard code == SQLITE_OK else { throw error(code, name) }
    return note
  }

  /// Whether a database transaction is open.
  var isInTransaction: Bool {
    // The handle is open.
    unsafe sqlite3_get_autocommit(handle) == 0
  }

  /// The number of rows that the newest statement changed.
  var changedRows: Int64 {
    // The handle is open.
    unsafe sqlite3_changes64(handle)
  }

  /// The number of pages that this connection wrote since the last call.
  func pagesWrittenSinceLastCall() -> Int {
    var count: Int32 = 0
    var highest: Int32 = 0
    // Both variables outlive the call.
    _ = unsafe sqlite3_db_status(handle, SQLITE_DBSTATUS_CACHE_WRITE, &count, &highest, 1)
    return Int(count)
  }

  /// Copies pages from the write-ahead log to the file without waiting for readers or writers.
  ///
  /// - Parameter permit: Proves that no other connection can restart the log meanwhile.
  /// - Returns: The number of pages in the log, and how many of them are copied.
  /// - Throws: ``StoreError``, by the code of SQLite.
  func checkpoint(
    by permit: borrowing CopyPermit
  ) throws(StoreError) -> (pages: Int, copied: Int) {
    try copyLog(SQLITE_CHECKPOINT_PASSIVE)
  }

  /// Copies all pages from the write-ahead log to the file and empties the log.
  ///
  /// - Parameter permit: Proves that no other connection can restart the log meanwhile.
  /// - Returns: As ``checkpoint(by:)``; a reader can prevent that the log is emptied.
  /// - Throws: ``StoreError``, by the code of SQLite.
  func emptyLog(
    by permit: borrowing CopyPermit
  ) throws(StoreError) -> (pages: Int, copied: Int) {
    try copyLog(SQLITE_CHECKPOINT_TRUNCATE)
  }

  private func copyLog(_ mode: Int32) throws(StoreError) -> (pages: Int, copied: Int) {
    var pages: Int32 = 0
    var copied: Int32 = 0
    // Both variables outlive the call; nil means the main file.
    let code = unsafe sqlite3_wal_checkpoint_v2(handle, nil, mode, &pages, &copied)
    // A reader hinders emptying; what is copied is reported all the same.
    let isOnlyKept = code == SQLITE_BUSY && mode == SQLITE_CHECKPOINT_TRUNCATE
    guard code == SQLITE_OK || isOnlyKept else { throw error(code, "checkpoint") }
    // Emptying that did not even begin counts nothing.
    guard !isOnlyKept || pages >= 0 else { throw error(code, "checkpoint") }
    return (Int(pages), Int(copied))
  }

  /// Copies the whole database to another connection's file by SQLite's online backup.
  ///
  /// This connection must be in a read transaction, whose moment the copy is of; others write on.
  ///
  /// - Throws: ``StoreError``, by the code of SQLite; the other file is then useless.
  func copyDatabase(to target: SQLiteConnection) throws(StoreError) {
    // Both handles are open, and the backup is finished before this returns.
    guard let backup = unsafe sqlite3_backup_init(target.handle, "main", handle, "main") else {
      throw target.error(unsafe sqlite3_errcode(target.handle), "backup")
    }
    var code = SQLITE_OK
    while code == SQLITE_OK { code = unsafe sqlite3_backup_step(backup, 4_096) }
    let end = unsafe sqlite3_backup_finish(backup)
    guard code == SQLITE_DONE, end == SQLITE_OK else {
      throw target.error(end == SQLITE_OK ? code : end, "backup")
    }
  }

  func error(_ code: Int32, _ action: String) -> StoreError {
    // The handle is open, and the message is copied at once.
    let words = unsafe String(cString: sqlite3_errmsg(handle))
    return StoreError(sqliteCode: code, context: action.prefix(60) + ": " + words)
  }
}

/// Two numbers that a statement recorded while it changed a row.
///
/// `RETURNING` would first collect its rows in a temporary table.
final class StatementNote {
  fileprivate var numbers: (Int64, Int64)?

  /// Removes and returns the newest numbers; nil if none were recorded.
  func remove() -> (Int64, Int64)? {
    defer { numbers = nil }
    return numbers
  }
}
