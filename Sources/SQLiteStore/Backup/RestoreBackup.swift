package import Application
import Ledger

/// Puts a backup into a data folder that has no database.
package struct RestoreBackup {
  private let backup: BackupFolder
  private let files: StoreFolder
  private let clock: any WallClock

  /// What was restored.
  package struct Outcome: Sendable {
    package let manifest: BackupManifest
    /// What the restored database lacks of what the head file in the folder says, if there was one.
    package let loss: StoreError?
    /// Whether there was no head file, so that the backup's own head was written.
    package let isHeadNew: Bool
  }

  /// - Parameters:
  ///   - path: The folder of the backup.
  ///   - folder: The data folder, which must exist.
  ///   - clock: The clock for the times of migrations.
  package init(_ path: String, to folder: String, clock: any WallClock) {
    backup = BackupFolder(path: path)
    files = StoreFolder(path: folder)
    self.clock = clock
  }

  /// Copies, proves and then installs the database; a head file that is there stays as it is.
  ///
  /// - Parameter prove: Whether the copy is proven to be right; it has the schema of this program.
  /// - Returns: What was restored.
  /// - Throws: ``BackupError``; then the folder has no database as before.
  package func run(
    proving prove: (SQLiteStore) throws(StoreError) -> Bool
  ) throws(BackupError) -> Outcome {
    let manifest = try readManifest()
    let lock = try BackupError.wrap { () throws(StoreError) in try StoreLock(files.lock) }
    defer { withExtendedLifetime(lock) {} }
    for end in ["", "-wal", "-journal"] where OpenFile.exists(files.database + end) {
      throw .exists(files.database + end)
    }
    let staging = StoreFolder(path: files.path + "/restoring-\(OpenFile.processNumber)")
    defer { OpenFile.discard(Self.staged, in: staging.path) }
    try copy(manifest, to: staging)
    let known = try BackupError.wrap { () throws(StoreError) in
      try HeadFile.newest(at: files.head)
    }
    let loss = try loss(in: staging, knowing: known, proving: prove)
    try BackupError.wrap { () throws(StoreError) in try install(staging, keepsHead: known != nil) }
    return Outcome(manifest: manifest, loss: loss, isHeadNew: known == nil)
  }

  private static let staged = [
    "ovation.db", "ovation.db-wal", "ovation.db-shm", "ovation.head", "ovation.lock",
  ]

  private func readManifest() throws(BackupError) -> BackupManifest {
    let bytes = try BackupError.wrap { () throws(StoreError) in
      try OpenFile(readingIfPresent: backup.manifest)?.read(65_536)
    }
    guard let bytes else { throw .missing(backup.manifest) }
    guard let manifest = BackupManifest(decoding: bytes) else {
      throw .changed("manifest.json cannot be read by this program")
    }
    guard manifest.schema <= Migration.all.count else {
      throw .store(.schemaTooNew(found: manifest.schema, known: Migration.all.count))
    }
    return manifest
  }

  /// Copies the database and checks it against the manifest, so that what was checked is what is
  /// restored.
  private func copy(
    _ manifest: BackupManifest, to staging: StoreFolder
  ) throws(BackupError) {
    let copied = try BackupError.wrap { () throws(StoreError) -> (Int64, String)? in
      guard let source = try OpenFile(readingIfPresent: backup.database) else { return nil }
      try OpenFile.makeFolder(staging.path)
      let target = try OpenFile(staging.database)
      let digest = FileDigest()
      var offset = 0
      while case let piece = try source.read(1 << 20, at: offset), !piece.isEmpty {
        digest.add(piece)
        try target.write(piece, at: offset)
        offset += piece.count
      }
      try target.synchronize()
      let record = HeadRecord(head: manifest.head, commits: manifest.commits)
      // A database that no writer ever opened has no head.
      if record.commits > 0 { try HeadFile(staging.head).store(record) }
      return (Int64(offset), digest.finish())
    }
    guard let (count, digest) = copied else { throw .missing(backup.database) }
    guard count == manifest.byteCount else {
      throw .changed("ovation.db has \(count) bytes instead of \(manifest.byteCount)")
    }
    guard digest == manifest.digest else {
      throw .changed("the SHA-256 of ovation.db is not that of manifest.json")
    }
  }

  /// Proves the staged database, and compares it with the head that the folder has.
  private func loss(
    in staging: StoreFolder, knowing known: HeadRecord?,
    proving prove: (SQLiteStore) throws(StoreError) -> Bool
  ) throws(BackupError) -> StoreError? {
    let result = try BackupError.wrap { () throws(StoreError) -> (Bool, StoreError?) in
      let store = try SQLiteStore(restoredIn: staging, clock: clock)
      try store.checkPages(all: true)
      // The head that the manifest names is the database's own.
      try store.compareWithHead()
      guard try prove(store) else { return (false, nil) }
      try store.gather()
      guard let known else { return (true, nil) }
      do throws(StoreError) {
        try store.compare(with: known)
        return (true, nil)
      } catch {
        guard error.isLoss else { throw error }
        return (true, error)
      }
    }
    guard result.0 else { throw .unproven }
    return result.1
  }

  /// Moves the files into place, the database last: without it no command starts.
  private func install(_ staging: StoreFolder, keepsHead: Bool) throws(StoreError) {
    if !keepsHead { try OpenFile.rename(staging.head, to: files.head) }
    // Lists and sums of another journal are made again from this one.
    for end in ["", "-wal", "-shm"] { try OpenFile.remove(files.projections + end) }
    try OpenFile.remove(files.database + "-shm")
    try OpenFile.link(staging.database, to: files.database)
    try OpenFile.synchronizeNames(in: files.path)
  }
}
