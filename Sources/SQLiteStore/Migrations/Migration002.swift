extension Migration {
  /// Migration002: the epoch in which the writer's owner opened it, which names that owner.
  ///
  /// No process has the database open while it is migrated, so nobody is named 0.
  static let second = Migration(
    number: 2, name: "owner of the writer",
    sql: "ALTER TABLE writer ADD COLUMN opened_epoch INTEGER NOT NULL DEFAULT 0")
}
