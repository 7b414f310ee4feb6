import Application
internal import CSQLite

/// One connection to a database file, used by one thread at a time.
///
/// Pointers of SQLite live here, in ``Statement`` and in ``GatheredLog`` alone.
@safe
final class Connection {
  private let handle: OpaquePointer
  /// Statements of ``perform(_:)``, by their text.
  private var kept: [String: OpaquePointer] = unsafe [:]

  /// What a connection may do to its file.
  enum Access {
    /// The file must exist and is not changed.
    case reading
    /// The file is made if there is none.
    case writing
    /// The same by ``GatheredLog``, which needs `synchronous = FULL`.
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
      // A handle is made even when opening fails, and closing nil does nothing.
      unsafe sqlite3_close_v2(opened)
      throw error
    }
    unsafe self.handle = unsafe handle
    // The handle is open; the call has no other precondition.
    unsafe sqlite3_extended_result_codes(handle, 1)
  }

  /// Done once, before the library is first used: counting memory would lock every allocation.
  private static let prepareLibrary: Void = {
    let code = ovation_without_memory_statistics()
    assert(code == SQLITE_OK, "nobody has used the library before")
  }()

  deinit {
    // Statements keep their connection alive, so only its own are left; nobody else has either.
    unsafe kept.values.forEach { unsafe sqlite3_finalize($0) }
    unsafe sqlite3_close_v2(handle)
  }

  /// Runs statements that need no values and whose rows are of no interest.
  ///
  /// - Throws: ``StoreError``, as the code of SQLite says.
  func execute(_ sql: String) throws(StoreError) {
    // SQLite reads the text before it returns.
    let code = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw error(code, sql) }
  }

  /// Runs a statement that needs no values and has no rows, and keeps it compiled: what begins
  /// and ends transactions is run for every batch.
  ///
  /// - Throws: ``StoreError``, as the code of SQLite says.
  func perform(_ sql: String) throws(StoreError) {
    // The connection alone has the statement, which the reset makes ready again; the code of the
    // reset repeats that of the step.
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

  /// Compiles a statement that is kept and used again.
  ///
  /// - Throws: ``StoreError``, as the code of SQLite says.
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

  /// Gives statements of this connection a function of two numbers, whose value is the first.
  ///
  /// - Returns: What keeps the numbers of the newest call.
  /// - Throws: ``StoreError``, as the code of SQLite says.
  func defineNote(named name: String) throws(StoreError) -> StatementNote {
    let note = StatementNote()
    // SQLite keeps one reference and gives it back with the last function, also when it fails
    // here. The function is called by statements of this connection with two values.
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

  /// How many rows the newest statement changed.
  var changedRows: Int64 {
    // The handle is open.
    unsafe sqlite3_changes64(handle)
  }

  /// How many pages this connection wrote since the last question.
  func takePagesWritten() -> Int {
    var count: Int32 = 0
    var highest: Int32 = 0
    // Both variables outlive the call.
    _ = unsafe sqlite3_db_status(handle, SQLITE_DBSTATUS_CACHE_WRITE, &count, &highest, 1)
    return Int(count)
  }

  /// Copies pages from the write-ahead log to the file without waiting for anybody.
  ///
  /// - Parameter permit: Why nobody else can begin the log anew meanwhile.
  /// - Returns: The pages that the log has, and how many of them are copied by now.
  /// - Throws: ``StoreError``, as the code of SQLite says.
  func checkpoint(
    by permit: borrowing CopyPermit
  ) throws(StoreError) -> (pages: Int, copied: Int) {
    var pages: Int32 = 0
    var copied: Int32 = 0
    // Both variables outlive the call; nil means the main file.
    let code = unsafe sqlite3_wal_checkpoint_v2(
      handle, nil, SQLITE_CHECKPOINT_PASSIVE, &pages, &copied)
    guard code == SQLITE_OK else { throw error(code, "checkpoint") }
    return (Int(pages), Int(copied))
  }

  func error(_ code: Int32, _ action: String) -> StoreError {
    // The handle is open, and the message is copied at once.
    let words = unsafe String(cString: sqlite3_errmsg(handle))
    return StoreError(sqliteCode: code, context: action.prefix(60) + ": " + words)
  }
}

/// What a statement said of a row while it changed it.
///
/// `RETURNING` would gather its rows in a table of its own before it hands them out.
final class StatementNote {
  fileprivate var numbers: (Int64, Int64)?

  /// The numbers of the newest call since the last question; nil when there was none.
  func take() -> (Int64, Int64)? {
    defer { numbers = nil }
    return numbers
  }
}
