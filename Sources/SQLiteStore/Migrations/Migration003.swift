extension Migration {
  /// Migration003: the salts under which journal entries bind rows and names.
  ///
  /// Rows and names of before have none: nothing binds them until an entry leaves them anew.
  static let third = Migration(
    number: 3, name: "salts of rows and names",
    sql: """
      ALTER TABLE state ADD COLUMN salt BLOB;
      ALTER TABLE name ADD COLUMN salt BLOB;
      """)
}
