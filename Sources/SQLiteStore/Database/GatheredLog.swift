internal import CSQLite

/// A VFS layer that joins SQLite's writes to a write-ahead log.
///
/// SQLite writes each page of a commit in two pieces, a header of 24 bytes and the page: two system
/// calls a page, which were half the time of a COMMIT. This layer joins them to a few large writes.
/// All other files and calls are passed through.
///
/// The order that others see does not change: buffered bytes are written before a sync, before any
/// of them is read and before the file's size is read or changed. Other connections read the pages
/// of a commit only after its sync, so the layer is for connections that sync every commit
/// (`synchronous = FULL`) and for no others. An error of a late write is returned by the call that
/// made it due, at the latest by the sync of the same commit.
///
/// What it saves and which tests run through it: `docs/decisions/024-gathered-log.md`.
///
/// This file owns the pointers of that layer, as `Connection.swift` owns those of connections.
/// *Source:* SQLite, "The OS Backend (VFS) To SQLite" and "OS Interface File Virtual Methods".
enum GatheredLog {
  /// The name of the layer, which is registered on first use.
  static let vfsName: String = {
    // SQLite's own VFS, its copy here and its name are never freed.
    guard let system = unsafe sqlite3_vfs_find(nil) else {
      preconditionFailure("SQLite has a default VFS")
    }
    let name: StaticString = "ovation-gathered-log"
    let layer = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    unsafe layer.initialize(to: system.pointee)
    unsafe layer.pointee.zName =
      unsafe UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
    unsafe layer.pointee.pAppData = UnsafeMutableRawPointer(system)
    unsafe layer.pointee.pNext = nil
    unsafe layer.pointee.szOsFile += Int32(MemoryLayout<LogFile>.stride)
    unsafe layer.pointee.xOpen = openFile
    let code = unsafe sqlite3_vfs_register(layer, 0)
    precondition(code == SQLITE_OK, "a file system can be registered")
    return name.description
  }()

  /// The size of the buffer in bytes; SQLite's own VFS writes at most 128 KiB at once.
  fileprivate static let capacity = 64 * 1_024
}

private typealias FilePointer = UnsafeMutablePointer<sqlite3_file>

/// An open log; SQLite accesses its first member.
///
/// The file of SQLite's own VFS follows this value in memory.
@unsafe private struct LogFile {
  var base: sqlite3_file
  let system: FilePointer
  let gathered: UnsafeMutableRawPointer
  /// The offset of the buffered bytes in the file, and their number.
  var start: Int64 = 0
  var count: Int32 = 0
}

/// Opens a log with a buffer, and every other file unchanged.
private func openFile(
  _ layer: UnsafeMutablePointer<sqlite3_vfs>?, _ path: UnsafePointer<CChar>?,
  _ file: FilePointer?, _ flags: Int32, _ outFlags: UnsafeMutablePointer<Int32>?
) -> Int32 {
  // SQLite passes the registered VFS and memory of the size that it declares: enough for a log,
  // followed by the file of SQLite's own VFS.
  guard let file = unsafe file, let data = unsafe layer?.pointee.pAppData else {
    return SQLITE_MISUSE
  }
  let system = unsafe data.assumingMemoryBound(to: sqlite3_vfs.self)
  guard flags & SQLITE_OPEN_WAL != 0 else {
    return unsafe system.pointee.xOpen(system, path, file, flags, outFlags)
  }
  let memory = UnsafeMutableRawPointer(file)
  let inner = unsafe (memory + MemoryLayout<LogFile>.stride).assumingMemoryBound(
    to: sqlite3_file.self)
  unsafe file.pointee.pMethods = nil
  let code = unsafe system.pointee.xOpen(system, path, inner, flags, outFlags)
  guard code == SQLITE_OK else { return code }
  let gathered = UnsafeMutableRawPointer.allocate(
    byteCount: GatheredLog.capacity, alignment: 16)
  unsafe memory.bindMemory(to: LogFile.self, capacity: 1).initialize(
    to: LogFile(base: sqlite3_file(pMethods: logCalls), system: inner, gathered: gathered))
  return SQLITE_OK
}

/// The methods of a buffered log.
///
/// Immutable and never freed, so all threads may use it.
private nonisolated(unsafe) let logCalls: UnsafePointer<sqlite3_io_methods> = {
  // SQLite calls each of these with a file that `openFile` made. Version 1 has no shared memory,
  // which belongs to the database file.
  let calls = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
  unsafe calls.initialize(to: sqlite3_io_methods())
  unsafe calls.pointee.iVersion = 1
  unsafe calls.pointee.xClose = closeLog
  unsafe calls.pointee.xRead = readLog
  unsafe calls.pointee.xWrite = writeLog
  unsafe calls.pointee.xTruncate = { file, size in
    unsafe flush(file) ?? system(file).calls.xTruncate(system(file).file, size)
  }
  unsafe calls.pointee.xSync = { file, flags in
    unsafe flush(file) ?? system(file).calls.xSync(system(file).file, flags)
  }
  unsafe calls.pointee.xFileSize = { file, size in
    unsafe flush(file) ?? system(file).calls.xFileSize(system(file).file, size)
  }
  unsafe calls.pointee.xLock = { unsafe system($0).calls.xLock(system($0).file, $1) }
  unsafe calls.pointee.xUnlock = { unsafe system($0).calls.xUnlock(system($0).file, $1) }
  unsafe calls.pointee.xCheckReservedLock = {
    unsafe system($0).calls.xCheckReservedLock(system($0).file, $1)
  }
  unsafe calls.pointee.xFileControl = {
    unsafe system($0).calls.xFileControl(system($0).file, $1, $2)
  }
  unsafe calls.pointee.xSectorSize = { unsafe system($0).calls.xSectorSize(system($0).file) }
  unsafe calls.pointee.xDeviceCharacteristics = {
    unsafe system($0).calls.xDeviceCharacteristics(system($0).file)
  }
  return unsafe UnsafePointer(calls)
}()

private func log(_ file: FilePointer?) -> UnsafeMutablePointer<LogFile> {
  // Only files that `openFile` created with this type have these methods.
  guard let file = unsafe file else { preconditionFailure("SQLite calls with a file") }
  return unsafe UnsafeMutableRawPointer(file).assumingMemoryBound(to: LogFile.self)
}

/// The file of SQLite's own VFS that belongs to a log, and its methods.
private func system(_ file: FilePointer?) -> (file: FilePointer, calls: sqlite3_io_methods) {
  // The inner file is open as long as the log is.
  let inner = unsafe log(file).pointee.system
  return unsafe (inner, inner.pointee.pMethods.pointee)
}

/// Writes the buffered bytes.
///
/// - Returns: nil if all was written, otherwise the error, after which SQLite rolls the commit
///   back.
private func flush(_ file: FilePointer?) -> Int32? {
  // The buffer holds `count` bytes.
  let log = unsafe log(file)
  guard unsafe log.pointee.count > 0 else { return nil }
  let code = unsafe system(file).calls.xWrite(
    log.pointee.system, log.pointee.gathered, log.pointee.count, log.pointee.start)
  unsafe log.pointee.count = 0
  return code == SQLITE_OK ? nil : code
}

private func closeLog(_ file: FilePointer?) -> Int32 {
  // A file is closed once and not used afterwards.
  let error = unsafe flush(file)
  let code = unsafe system(file).calls.xClose(system(file).file)
  unsafe log(file).pointee.gathered.deallocate()
  return error ?? code
}

private func readLog(
  _ file: FilePointer?, _ target: UnsafeMutableRawPointer?, _ count: Int32, _ offset: Int64
) -> Int32 {
  // SQLite guarantees that the target has `count` bytes.
  let (start, gathered) = unsafe (log(file).pointee.start, Int64(log(file).pointee.count))
  let isGathered = offset < start + gathered && start < offset + Int64(count)
  if isGathered, let error = unsafe flush(file) { return error }
  return unsafe system(file).calls.xRead(system(file).file, target, count, offset)
}

private func writeLog(
  _ file: FilePointer?, _ source: UnsafeRawPointer?, _ count: Int32, _ offset: Int64
) -> Int32 {
  // The source has `count` bytes, and the buffer takes no more than its capacity.
  let log = unsafe log(file)
  let end = unsafe log.pointee.start + Int64(log.pointee.count)
  let fits = unsafe Int(log.pointee.count) + Int(count) <= GatheredLog.capacity
  if offset != end || !fits, let error = unsafe flush(file) { return error }
  guard let source = unsafe source, Int(count) <= GatheredLog.capacity else {
    return unsafe system(file).calls.xWrite(system(file).file, source, count, offset)
  }
  if unsafe log.pointee.count == 0 { unsafe log.pointee.start = offset }
  unsafe (log.pointee.gathered + Int(log.pointee.count)).copyMemory(
    from: source, byteCount: Int(count))
  unsafe log.pointee.count += count
  return SQLITE_OK
}
