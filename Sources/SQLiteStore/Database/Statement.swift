import Application
internal import CSQLite

/// A compiled statement of one connection; bind, step, reset.
@safe
final class Statement {
  private let handle: OpaquePointer
  private let connection: Connection
  private let sql: String

  init(_ handle: OpaquePointer, of connection: Connection, _ sql: String) {
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
