extension Migration {
  /// Migration004: old answers are found without walking over all others.
  ///
  /// Keys that carry a time stand in its order already, and keep their place and their cost. UUIDs
  /// of other versions and variants stood among them by chance: they move behind them. Only these
  /// and digests of texts are found by an index of their own, which grows at its end. Answers from
  /// before this migration count as given at its time, so that none goes early.
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
