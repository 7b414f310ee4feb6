import Application

extension SQLiteConnection {
  /// Opens the store's database with the settings that measured best.
  ///
  /// A commit is durable when it returns (`synchronous`). Checkpoints are made by the
  /// ``Checkpointer``, so that no commit waits for one (`wal_autocheckpoint`).
  ///
  /// - Throws: ``StoreError/unavailable(_:)`` or ``StoreError/corrupt(_:)``.
  static func store(_ path: String, cacheKibibytes: Int) throws(StoreError) -> SQLiteConnection {
    let connection = try SQLiteConnection(path, for: .writingGathered)
    try connection.execute(
      """
      PRAGMA page_size = 2048;
      PRAGMA busy_timeout = 5000;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA wal_autocheckpoint = 0;
      PRAGMA cache_size = -\(cacheKibibytes);
      PRAGMA temp_store = MEMORY;
      PRAGMA cell_size_check = ON;
      """)
    return connection
  }

  /// Opens the store's database read-only while another process may write it.
  ///
  /// - Throws: ``StoreError/unavailable(_:)`` or ``StoreError/corrupt(_:)``.
  static func snapshot(_ path: String) throws(StoreError) -> SQLiteConnection {
    let connection = try SQLiteConnection(path, for: .reading)
    try connection.execute(
      """
      PRAGMA busy_timeout = 5000;
      PRAGMA query_only = ON;
      PRAGMA cache_size = -8192;
      PRAGMA cell_size_check = ON;
      """)
    return connection
  }

  /// Opens the projections' database; changes lost in a power cut are applied again.
  ///
  /// - Throws: ``StoreError/unavailable(_:)`` or ``StoreError/corrupt(_:)``.
  static func projections(_ path: String) throws(StoreError) -> SQLiteConnection {
    let connection = try SQLiteConnection(path)
    try connection.execute(
      """
      PRAGMA busy_timeout = 5000;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA wal_autocheckpoint = 4096;
      PRAGMA cache_size = -16384;
      PRAGMA temp_store = MEMORY;
      """)
    return connection
  }
}
