extension Migration {
  /// Migration002: the epoch in which the writer was last opened, which identifies its owner.
  ///
  /// No process has the database open while it is migrated, so no owner has epoch 0.
  static let second = Migration(
    number: 2, name: "owner of the writer",
    sql: "ALTER TABLE writer ADD COLUMN opened_epoch INTEGER NOT NULL DEFAULT 0")
}
