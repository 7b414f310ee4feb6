extension Migration {
  /// Migration005: accounts, carried fractions and answers begin with a version, as all rows do.
  ///
  /// The slots of accounts and fractions are those of ``RowTag/account`` and ``RowTag/carry``.
  static let fifth = Migration(
    number: 5, name: "versions of accounts and answers",
    sql: """
      UPDATE state SET body = CAST(x'01' || body AS BLOB) WHERE slot >> 32 IN (1, 5);
      UPDATE answer SET body = CAST(x'01' || body AS BLOB);
      """)
}
