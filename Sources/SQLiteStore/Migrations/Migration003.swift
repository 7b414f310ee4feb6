extension Migration {
  /// Migration003: the salts under which journal entries bind rows and names.
  ///
  /// Existing rows and names have no salt: no entry binds them until one writes them again.
  static let third = Migration(
    number: 3, name: "salts of rows and names",
    sql: """
      ALTER TABLE state ADD COLUMN salt BLOB;
      ALTER TABLE name ADD COLUMN salt BLOB;
      """)
}
