import Application

/// The tables of `projections.db`.
///
/// The file is never migrated: with another version it is deleted, and made again from the journal.
enum ProjectionSchema {
  /// Raised with every change of ``sql`` and of what ``ProjectionChanges`` computes.
  static let version: Int64 = 6

  static let sql = """
    CREATE TABLE checkpoint (writer INTEGER PRIMARY KEY, sequence INTEGER NOT NULL);
    CREATE TABLE member (
      kind INTEGER, part INTEGER, member INTEGER,
      PRIMARY KEY (kind, part, member)
    ) WITHOUT ROWID;
    CREATE TABLE earning (
      creator INTEGER, day INTEGER, source INTEGER, unit INTEGER,
      gross INTEGER NOT NULL, commission INTEGER NOT NULL, count INTEGER NOT NULL,
      PRIMARY KEY (creator, day, source, unit)
    ) WITHOUT ROWID;
    CREATE TABLE supporter (
      creator INTEGER, sender INTEGER,
      coins INTEGER NOT NULL, count INTEGER NOT NULL,
      PRIMARY KEY (creator, sender)
    ) WITHOUT ROWID;
    CREATE TABLE top_supporters (creator INTEGER PRIMARY KEY, sums BLOB NOT NULL);
    CREATE TABLE gift_usage (gift INTEGER PRIMARY KEY, count INTEGER NOT NULL);
    CREATE TABLE stream_total (
      stream INTEGER PRIMARY KEY, count INTEGER NOT NULL, coins INTEGER NOT NULL
    );
    CREATE TABLE post_total (
      post TEXT PRIMARY KEY, count INTEGER NOT NULL, coins INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE post_gift (
      post TEXT, position INTEGER,
      PRIMARY KEY (post, position)
    ) WITHOUT ROWID;
    CREATE TABLE user_total (
      user INTEGER PRIMARY KEY,
      purchased INTEGER NOT NULL, spent INTEGER NOT NULL, earned INTEGER NOT NULL,
      sent_count INTEGER NOT NULL, sent_coins INTEGER NOT NULL,
      received_count INTEGER NOT NULL, received_coins INTEGER NOT NULL
    );
    PRAGMA user_version = \(version);
    """

  /// Forgets everything but the tables themselves.
  static let reset = """
    DELETE FROM checkpoint;
    DELETE FROM member;
    DELETE FROM earning;
    DELETE FROM supporter;
    DELETE FROM top_supporters;
    DELETE FROM gift_usage;
    DELETE FROM stream_total;
    DELETE FROM post_total;
    DELETE FROM post_gift;
    DELETE FROM user_total;
    """

  /// Opens the file, in place of one that this program cannot use.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  static func open(_ path: String) throws(StoreError) -> Connection {
    do throws(StoreError) {
      let connection = try Connection.projections(path)
      if try found(in: connection) == version { return connection }
    } catch {
      guard case .corrupt = error else { throw error }
    }
    for ending in ["", "-wal", "-shm"] { try OpenFile.remove(path + ending) }
    let connection = try Connection.projections(path)
    try connection.write { () throws(StoreError) in try connection.execute(sql) }
    return connection
  }

  private static func found(in connection: Connection) throws(StoreError) -> Int64 {
    var found: Int64 = 0
    try connection.prepare("PRAGMA user_version").forEach { found = $0.integer(at: 0) }
    return found
  }
}
