import Application
import Ledger

/// Migrates a database to the schema of this program.
struct Schema {
  private let connection: SQLiteConnection
  private let known: [Migration]

  init(of connection: SQLiteConnection, known: [Migration] = Migration.all) {
    self.connection = connection
    self.known = known
  }

  /// Runs the missing migrations, each in its own transaction.
  ///
  /// - Parameter now: Stored with each migration.
  /// - Throws: ``StoreError/schemaTooNew(found:known:)``, ``StoreError/corrupt(_:)`` if a migration
  ///   was applied with another text, or ``StoreError/unavailable(_:)``.
  func migrate(at now: Timestamp) throws(StoreError) {
    try connection.execute(
      """
      CREATE TABLE IF NOT EXISTS migration (
        number INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        hash INTEGER NOT NULL,
        applied_at INTEGER NOT NULL
      )
      """)
    let seen = try appliedAndKnown()
    for migration in known.dropFirst(seen) { try apply(migration, at: now) }
  }

  /// Checks that the database has exactly the schema of this program.
  ///
  /// - Throws: As ``migrate(at:)``, and ``StoreError/unavailable(_:)`` if a migration is missing.
  func check() throws(StoreError) {
    guard try appliedAndKnown() < known.count else { return }
    throw .unavailable(
      StoreFault(code: 0, context: "its schema is older than this program; migrate it first"))
  }

  /// The number of applied migrations, all of which this program knows.
  ///
  /// - Throws: As ``migrate(at:)``.
  func applicable() throws(StoreError) -> Int { try appliedAndKnown() }

  /// Whether the database has a schema, and it is older than this program's.
  ///
  /// - Throws: As ``migrate(at:)``.
  func isOlder() throws(StoreError) -> Bool {
    var hasTable = false
    let find = try connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'migration'")
    try find.forEach { _ in hasTable = true }
    guard hasTable else { return false }
    return try (1..<known.count).contains(appliedAndKnown())
  }

  private func appliedAndKnown() throws(StoreError) -> Int {
    let seen = try applied()
    guard seen.count <= known.count else {
      throw .schemaTooNew(found: seen.count, known: known.count)
    }
    for (migration, checksum) in zip(known, seen) where migration.checksum != checksum {
      throw .corrupt(
        StoreFault(
          code: 0,
          context: "migration \(migration.number) was applied with another text; "
            + "use the program that created the database"))
    }
    return seen.count
  }

  /// The checksums of the applied migrations, in order.
  private func applied() throws(StoreError) -> [Int64] {
    var checksums: [Int64] = []
    let statement = try connection.prepare("SELECT hash FROM migration ORDER BY number")
    try statement.forEach { (row) throws(StoreError) in checksums.append(row.integer(at: 0)) }
    return checksums
  }

  private func apply(_ migration: Migration, at now: Timestamp) throws(StoreError) {
    let note = try connection.prepare("INSERT INTO migration VALUES (?1, ?2, ?3, ?4)")
    try connection.write { () throws(StoreError) in
      try connection.execute(migration.sql)
      note.bind(Int64(migration.number), at: 1)
      note.bind(migration.checksum, at: 3)
      note.bind(now.milliseconds, at: 4)
      try note.bind(migration.name, at: 2) { () throws(StoreError) in try note.run() }
    }
  }
}
