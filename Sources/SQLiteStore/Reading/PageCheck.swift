import Application

/// Checks the pages of a database with SQLite's own checks.
struct PageCheck {
  let connection: SQLiteConnection

  /// Reads the newest rows of every table, with all pages on the way to them.
  ///
  /// SQLite checks each page that it reads. Recent damage is most likely in the newest rows:
  /// journal, texts and rows are stored in the order of time.
  ///
  /// - Throws: ``StoreError/corrupt(_:)`` or ``StoreError/unavailable(_:)``.
  func newest() throws(StoreError) {
    for table in try texts("SELECT name FROM sqlite_schema WHERE type = 'table'") {
      let keys = try texts(
        "SELECT name FROM pragma_table_info('\(table)') WHERE pk > 0 ORDER BY pk")
      let order = keys.map { $0 + " DESC" }.joined(separator: ", ")
      let rows = try connection.prepare(
        "SELECT * FROM \(table) ORDER BY \(order) LIMIT \(Self.rowsMax)")
      try rows.forEach { (row) throws(StoreError) in
        // Reading a column reads all overflow pages of its value.
        for column in 0..<row.columnCount { _ = row.bytes(at: column) }
      }
    }
  }

  /// Reads every page.
  ///
  /// - Throws: As ``newest()``.
  func all() throws(StoreError) {
    let verdict = try texts("PRAGMA integrity_check(1)").joined()
    guard verdict == "ok" else {
      throw .corrupt(StoreFault(code: 0, context: "its pages are inconsistent: \(verdict)"))
    }
  }

  /// The texts in the first column of a query's rows.
  private func texts(_ sql: String) throws(StoreError) -> [String] {
    var texts: [String] = []
    try connection.prepare(sql).forEach { texts.append($0.text(at: 0)) }
    return texts
  }

  private static let rowsMax = 500
}
