import Application
internal import CSQLite

/// A compiled statement of one connection.
@safe
final class Statement {
  private let handle: OpaquePointer
  private let connection: SQLiteConnection
  private let sql: String

  init(_ handle: OpaquePointer, of connection: SQLiteConnection, _ sql: String) {
    // The connection created the handle for this statement only.
    unsafe self.handle = unsafe handle
    self.connection = connection
    self.sql = sql
  }

  deinit {
    // Only this statement has the handle, and the connection is still open.
    unsafe sqlite3_finalize(handle)
  }

  /// Binds a number to the parameter at an index from 1.
  func bind(_ value: Int64, at index: Int32) {
    // The handle is compiled and not being stepped.
    let code = unsafe sqlite3_bind_int64(handle, index, value)
    precondition(code == SQLITE_OK, "a statement binds only its own parameters")
  }

  /// Binds NULL to the parameter at an index from 1.
  func bindNull(at index: Int32) {
    // The handle is compiled and not being stepped.
    let code = unsafe sqlite3_bind_null(handle, index)
    precondition(code == SQLITE_OK, "a statement binds only its own parameters")
  }

  /// Binds an array's bytes while `body` runs.
  ///
  /// - Throws: What `body` throws.
  func bind<Result>(
    _ bytes: [UInt8], at index: Int32, _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    try bind(bytes.span, at: index, body)
  }

  /// Binds bytes while `body` runs, which must run the statement.
  ///
  /// - Throws: What `body` throws.
  func bind<Result>(
    _ bytes: Span<UInt8>, at index: Int32, _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    try unsafe bytes.withUnsafeBytes { (memory) throws(StoreError) -> Result in
      // No copy is made: `body` steps and resets the statement while the memory is valid, and every
      // later step binds again. A null pointer would mean NULL, so empty bytes are bound as a
      // zeroblob.
      let code =
        unsafe memory.isEmpty
        ? sqlite3_bind_zeroblob(handle, index, 0)
        : sqlite3_bind_blob64(handle, index, memory.baseAddress, UInt64(memory.count), nil)
      precondition(code == SQLITE_OK, "a statement binds only its own parameters")
      return try body()
    }
  }

  /// Binds a text while `body` runs, which must run the statement.
  ///
  /// - Throws: What `body` throws.
  func bind<Result>(
    _ text: String, at index: Int32, _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    try unsafe text.utf8.span.withUnsafeBytes { (memory) throws(StoreError) -> Result in
      // As for bytes: valid while `body` runs, and bound again before every later step.
      let start = unsafe memory.baseAddress?.assumingMemoryBound(to: CChar.self)
      let code = unsafe sqlite3_bind_text64(
        handle, index, start, UInt64(memory.count), nil, UInt8(SQLITE_UTF8))
      precondition(code == SQLITE_OK, "a statement binds only its own parameters")
      return try body()
    }
  }

  /// Runs to the end and resets the statement.
  ///
  /// - Throws: ``StoreError``, by the code of SQLite.
  func run() throws(StoreError) {
    // The handle is compiled; after a step that returned a row, the reset ends the statement.
    var code = unsafe sqlite3_step(handle)
    while code == SQLITE_ROW { code = unsafe sqlite3_step(handle) }
    let error = code == SQLITE_DONE ? nil : connection.error(code, sql)
    reset()
    if let error { throw error }
  }

  /// Calls `body` for every row, whose columns are valid only during the call.
  ///
  /// - Throws: ``StoreError``, by the code of SQLite, or as thrown by `body`.
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
    // The code repeats that of the last step, which was already checked.
    _ = unsafe sqlite3_reset(handle)
  }

  /// The number of columns of each row.
  var columnCount: Int32 {
    // The handle is compiled.
    unsafe sqlite3_column_count(handle)
  }

  /// The number in a column, counted from 0, of the current row.
  func integer(at column: Int32) -> Int64 {
    // The statement has a current row.
    unsafe sqlite3_column_int64(handle, column)
  }

  /// The bytes in a column from 0; empty for NULL.
  func bytes(at column: Int32) -> [UInt8] {
    // The statement has a current row; the bytes are copied before the next step.
    guard let start = unsafe sqlite3_column_blob(handle, column) else { return [] }
    let count = Int(unsafe sqlite3_column_bytes(handle, column))
    return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// The text in a column from 0; empty for NULL, with invalid UTF-8 replaced.
  func text(at column: Int32) -> String { String(decoding: bytes(at: column), as: UTF8.self) }

  /// Whether a column from 0 is NULL.
  func isNull(at column: Int32) -> Bool {
    // The statement has a current row.
    unsafe sqlite3_column_type(handle, column) == SQLITE_NULL
  }
}
