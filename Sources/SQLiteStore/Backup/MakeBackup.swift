package import Application
package import Ledger

/// Copies a database as of one moment, also while another process writes it.
package struct MakeBackup {
  private let files: StoreFolder
  private let target: String
  private let now: Timestamp

  /// - Parameters:
  ///   - folder: The folder of the store.
  ///   - target: The folder to make; its parent must exist.
  ///   - now: The time for the manifest.
  package init(of folder: String, at target: String, now: Timestamp) {
    files = StoreFolder(path: folder)
    // The copy is made beside the target and not in it.
    self.target = String(target.reversed().drop { $0 == "/" }.reversed())
    self.now = now
  }

  /// Makes the backup under another name, and renames it when it is complete and synced.
  ///
  /// - Returns: What was copied.
  /// - Throws: ``BackupError``; then there is no folder at the target.
  package func run() throws(BackupError) -> BackupManifest {
    guard !target.isEmpty, !OpenFile.exists(target) else { throw .exists(target) }
    guard OpenFile.exists(files.database) else { throw .missing(files.database) }
    let partial = target + ".partial-\(OpenFile.processNumber)"
    do throws(StoreError) {
      try OpenFile.makeFolder(partial)
      let manifest = try copy(to: BackupFolder(path: partial))
      try OpenFile.rename(partial, to: target)
      try OpenFile.synchronizeNames(in: OpenFile.parent(of: target))
      return manifest
    } catch {
      OpenFile.discard(["ovation.db", "manifest.json"], in: partial)
      throw .store(error)
    }
  }

  private func copy(to backup: BackupFolder) throws(StoreError) -> BackupManifest {
    // Read before the copy's moment, which must include it.
    let known = try HeadFile.newest(at: files.head)
    let source = try SQLiteConnection.snapshot(files.database)
    try source.execute("BEGIN")
    let schema = try Schema(of: source).applicable()
    let record = try WriterRow.read(of: .first, on: source)
    if schema == Migration.all.count {
      let check = HeadCheck(queries: try StoreQueries(on: source), stored: record, known: known)
      _ = try check.run(acceptingLoss: false)
    }
    do {
      let copy = try SQLiteConnection(backup.database)
      // A copy that a crash interrupts is thrown away.
      try copy.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
      try source.copyDatabase(to: copy)
    }
    let (count, digest) = try OpenFile.synchronizedDigest(of: backup.database)
    let manifest = BackupManifest(
      schema: schema, head: record.head, commits: record.commits, madeAt: now, byteCount: count,
      digest: digest)
    let file = try OpenFile(backup.manifest)
    try file.write(manifest.encoded, at: 0)
    try file.synchronize()
    try OpenFile.synchronizeNames(in: backup.path)
    return manifest
  }
}
