extension Migration {
  /// Migration004: old answers are found without reading all others.
  ///
  /// Keys that carry a time are sorted by it already and stay where they are. UUIDs of other
  /// versions and variants were mixed with them and move to the end. These and digests of texts get
  /// an index by time, which grows at its end. Existing answers get the time of the migration, so
  /// that none is deleted early.
  static let fourth = Migration(
    number: 4, name: "age of answers",
    sql: """
      ALTER TABLE answer ADD COLUMN answered_at INTEGER;
      UPDATE answer SET key = CAST(x'03' || substr(key, 2) AS BLOB)
      WHERE substr(key, 1, 1) = x'01'
        AND (substr(hex(key), 15, 1) <> '7' OR substr(hex(key), 19, 1) NOT IN ('8', '9', 'A', 'B'));
      UPDATE answer SET answered_at = CAST(strftime('%s', 'now') AS INTEGER) * 1000
      WHERE substr(key, 1, 1) <> x'01';
      CREATE INDEX answer_by_age ON answer (answered_at) WHERE answered_at IS NOT NULL;
      """)
}
