import Application
internal import CSQLite

/// One connection to a database file, used by one thread at a time.
///
/// This file owns every pointer of SQLite; none leaves it.
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

  fileprivate func error(_ code: Int32, _ action: String) -> StoreError {
    // The handle is open, and the message is copied at once.
    let words = unsafe String(cString: sqlite3_errmsg(handle))
    return StoreError(sqliteCode: code, context: action.prefix(60) + ": " + words)
  }
}

/// A compiled statement of one connection; bind, step, reset.
@safe
final class Statement {
  private let handle: OpaquePointer
  private let connection: Connection
  private let sql: String

  fileprivate init(_ handle: OpaquePointer, of connection: Connection, _ sql: String) {
    // The connection has just made the handle, for this statement alone.
    unsafe self.handle = unsafe handle
    self.connection = connection
    self.sql = sql
  }

  deinit {
    // Nobody else has the handle, and its connection is still open.
    unsafe sqlite3_finalize(handle)
  }

  /// Binds a number to the parameter at an index from 1.
  func bind(_ value: Int64, at index: Int32) {
    // The handle is compiled and not being stepped.
    let code = unsafe sqlite3_bind_int64(handle, index, value)
    precondition(code == SQLITE_OK, "a statement binds only its own parameters")
  }

  /// Binds nothing to the parameter at an index from 1.
  func bindNull(at index: Int32) {
    // The handle is compiled and not being stepped.
    let code = unsafe sqlite3_bind_null(handle, index)
    precondition(code == SQLITE_OK, "a statement binds only its own parameters")
  }

  /// Binds an array's bytes while `body` runs, as the other function of this name does.
  ///
  /// - Throws: What `body` throws.
  func lend<Result>(
    _ bytes: [UInt8], at index: Int32, _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    try lend(bytes.span, at: index, body)
  }

  /// Binds bytes while `body` runs, which must do everything that needs them.
  ///
  /// - Throws: What `body` throws.
  func lend<Result>(
    _ bytes: Span<UInt8>, at index: Int32, _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    try unsafe bytes.withUnsafeBytes { (memory) throws(StoreError) -> Result in
      // No copy is made: the memory is lent until `body` has stepped and reset the statement, and
      // every later step binds again. A null address would mean NULL, so nothing is a zeroblob.
      let code =
        unsafe memory.isEmpty
        ? sqlite3_bind_zeroblob(handle, index, 0)
        : sqlite3_bind_blob64(handle, index, memory.baseAddress, UInt64(memory.count), nil)
      precondition(code == SQLITE_OK, "a statement binds only its own parameters")
      return try body()
    }
  }

  /// Binds a text while `body` runs, which must do everything that needs it.
  ///
  /// - Throws: What `body` throws.
  func lend<Result>(
    _ text: String, at index: Int32, _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    try unsafe text.utf8.span.withUnsafeBytes { (memory) throws(StoreError) -> Result in
      // As for bytes: lent, and bound again before every later step.
      let start = unsafe memory.baseAddress?.assumingMemoryBound(to: CChar.self)
      let code = unsafe sqlite3_bind_text64(
        handle, index, start, UInt64(memory.count), nil, UInt8(SQLITE_UTF8))
      precondition(code == SQLITE_OK, "a statement binds only its own parameters")
      return try body()
    }
  }

  /// Runs to the end and is ready for the next use.
  ///
  /// - Throws: ``StoreError``, as the code of SQLite says.
  func run() throws(StoreError) {
    // The handle is compiled; a step that made a row has more to do, which the reset ends.
    var code = unsafe sqlite3_step(handle)
    while code == SQLITE_ROW { code = unsafe sqlite3_step(handle) }
    let error = code == SQLITE_DONE ? nil : connection.error(code, sql)
    reset()
    if let error { throw error }
  }

  /// Calls `body` for every row; it reads the columns, which are gone afterwards.
  ///
  /// - Throws: ``StoreError``, as the code of SQLite says, or what `body` throws.
  func forEach(_ body: (Statement) throws(StoreError) -> Void) throws(StoreError) {
    defer { reset() }
    while try step() { try body(self) }
  }

  private func step() throws(StoreError) -> Bool {
    // The handle is compiled.
    let code = unsafe sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    guard code == SQLITE_DONE else { throw connection.error(code, sql) }
    return false
  }

  private func reset() {
    // The code repeats that of the last step, which was looked at.
    _ = unsafe sqlite3_reset(handle)
  }

  /// How many columns each row has.
  var columnCount: Int32 {
    // The handle is compiled.
    unsafe sqlite3_column_count(handle)
  }

  /// The number in a column from 0 of the row that is being read.
  func integer(at column: Int32) -> Int64 {
    // The statement stands on a row.
    unsafe sqlite3_column_int64(handle, column)
  }

  /// The bytes in a column from 0; empty for NULL.
  func bytes(at column: Int32) -> [UInt8] {
    // The statement stands on a row; the bytes are copied before the next step.
    guard let start = unsafe sqlite3_column_blob(handle, column) else { return [] }
    let count = Int(unsafe sqlite3_column_bytes(handle, column))
    return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// The text in a column from 0; empty for NULL, repaired where it is not UTF-8.
  func text(at column: Int32) -> String { String(decoding: bytes(at: column), as: UTF8.self) }

  /// Whether a column from 0 holds nothing.
  func isNull(at column: Int32) -> Bool {
    // The statement stands on a row.
    unsafe sqlite3_column_type(handle, column) == SQLITE_NULL
  }
}
