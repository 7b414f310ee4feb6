import Application
import Ledger

/// Brings a database to the schema that this program knows.
struct Schema {
  private let connection: Connection
  private let known: [Migration]

  init(of connection: Connection, known: [Migration] = Migration.all) {
    self.connection = connection
    self.known = known
  }

  /// Runs the migrations that the database has not seen, each in a transaction of its own.
  ///
  /// - Parameter now: Noted beside each migration.
  /// - Throws: ``StoreError/schemaTooNew(found:known:)``, ``StoreError/corrupt(_:)`` where the
  ///   database saw another text under the same number, or ``StoreError/unavailable(_:)``.
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

  /// Makes sure that the database has exactly the schema that this program knows.
  ///
  /// - Throws: As ``migrate(at:)``, and ``StoreError/unavailable(_:)`` where a migration has not
  ///   been run.
  func check() throws(StoreError) {
    guard try appliedAndKnown() < known.count else { return }
    throw .unavailable(
      StoreFault(code: 0, context: "its schema is older than this program; migrate it first"))
  }

  /// How many migrations the database saw, all of which this program knows.
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
            + "use the program that made the database"))
    }
    return seen.count
  }

  /// The checksums of the migrations that the database saw, in order.
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
      try note.lend(migration.name, at: 2) { () throws(StoreError) in try note.run() }
    }
  }
}
