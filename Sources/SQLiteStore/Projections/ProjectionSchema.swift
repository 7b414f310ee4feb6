import Application
import Ledger
import Monetization

/// The tables of `projections.db`.
///
/// The file is never migrated: if its version differs it is deleted and rebuilt from the journal.
enum ProjectionSchema {
  /// Raised with every change of ``sql`` of ``SumTable``, and of what facts mean.
  static let version: Int64 = 9

  static let sql = """
    CREATE TABLE checkpoint (writer INTEGER PRIMARY KEY, sequence INTEGER NOT NULL);
    CREATE TABLE member (
      kind INTEGER, part INTEGER, member INTEGER,
      PRIMARY KEY (kind, part, member)
    ) WITHOUT ROWID;
    CREATE TABLE post_total (
      post TEXT PRIMARY KEY, count INTEGER NOT NULL, coins INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE post_gift (
      post TEXT, position INTEGER,
      PRIMARY KEY (post, position)
    ) WITHOUT ROWID;
    CREATE TABLE reporting (days TEXT NOT NULL);
    \(SumTable.allCases.map(\.definition.schema).joined(separator: "\n"))
    PRAGMA user_version = \(version);
    """

  /// Empties all tables.
  static let reset = """
    DELETE FROM checkpoint;
    DELETE FROM member;
    DELETE FROM post_total;
    DELETE FROM post_gift;
    \(SumTable.allCases.map(\.definition.reset).joined(separator: "\n"))
    """

  /// Opens the file; replaces one that this program cannot use, or whose sums are of other days.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  static func open(
    _ path: String, days: ReportingDays
  ) throws(StoreError) -> SQLiteConnection {
    do throws(StoreError) {
      let connection = try SQLiteConnection.projections(path)
      if try found(in: connection) == version,
        try foundDays(in: connection) == days.fingerprint
      {
        return connection
      }
    } catch {
      guard case .corrupt = error else { throw error }
    }
    for ending in ["", "-wal", "-shm"] { try OpenFile.remove(path + ending) }
    let connection = try SQLiteConnection.projections(path)
    try connection.write { () throws(StoreError) in
      try connection.execute(sql)
      let statement = try connection.prepare("INSERT INTO reporting VALUES (?1)")
      try statement.bind(days.fingerprint, at: 1) { () throws(StoreError) in try statement.run() }
    }
    return connection
  }

  private static func foundDays(in connection: SQLiteConnection) throws(StoreError) -> String? {
    var found: String?
    try connection.prepare("SELECT days FROM reporting").forEach { found = $0.text(at: 0) }
    return found
  }

  private static func found(in connection: SQLiteConnection) throws(StoreError) -> Int64 {
    var found: Int64 = 0
    try connection.prepare("PRAGMA user_version").forEach { found = $0.integer(at: 0) }
    return found
  }
}

extension SumTable.Definition {
  /// Creates the table and the table of its stored lists.
  fileprivate var schema: String {
    let names = keys.map { "\($0) INTEGER" } + columns.map { "\($0) INTEGER NOT NULL" }
    let table =
      "CREATE TABLE \(name) (\(names.joined(separator: ", ")), "
      + "PRIMARY KEY (\(keys.joined(separator: ", "))))"
    // A table with one integer key is clustered by it anyway.
    let clustered = keys.count > 1 ? " WITHOUT ROWID;" : ";"
    guard isRanked else { return table + clustered }
    return table + clustered
      + "CREATE TABLE \(rankedName) (\(keys[0]) INTEGER PRIMARY KEY, sums BLOB NOT NULL);"
  }

  /// Empties the tables.
  fileprivate var reset: String {
    "DELETE FROM \(name);" + (isRanked ? "DELETE FROM \(rankedName);" : "")
  }
}
