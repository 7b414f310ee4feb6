/// The folder of a store's files.
struct StoreFolder: Sendable {
  /// An existing folder, without a trailing slash.
  let path: String

  /// Journal, rows, names and answers.
  var database: String { path + "/ovation.db" }
  /// Locked as long as a process has the store open; holds that process's number.
  var lock: String { path + "/ovation.lock" }
  /// The newest head, which the database must include.
  var head: String { path + "/ovation.head" }
  /// The folder of the backups that are made before migrations.
  var backups: String { path + "/backups" }
  /// The projections, which can be rebuilt from the journal.
  var projections: String { path + "/projections.db" }
}
