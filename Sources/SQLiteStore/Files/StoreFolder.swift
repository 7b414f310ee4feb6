/// Where the files of a store stand.
struct StoreFolder: Sendable {
  /// An existing folder, without a slash at its end.
  let path: String

  /// Journal, rows, names and answers.
  var database: String { path + "/ovation.db" }
  /// Locked as long as a process has the store open; holds that process's number.
  var lock: String { path + "/ovation.lock" }
  /// What the database must at least know.
  var head: String { path + "/ovation.head" }
  /// What can be made again from the journal.
  var projections: String { path + "/projections.db" }
}
