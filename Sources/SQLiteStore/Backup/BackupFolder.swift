/// The folder of a backup.
struct BackupFolder: Sendable {
  let path: String

  /// One file without a log.
  var database: String { path + "/ovation.db" }
  /// See `BackupManifest`.
  var manifest: String { path + "/manifest.json" }
}
