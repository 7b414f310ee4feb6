internal import CSQLite

/// A layer below the store's own that tells a ``CheckpointStage`` of every call on a file before it
/// is made, and leaves the disk alone: nothing here is about power cuts.
///
/// *Source:* SQLite, "The OS Backend (VFS) To SQLite" and "OS Interface File Virtual Methods".
enum WatchedFiles {
  /// Makes the layer the one that every other layer stands on, for the rest of the process.
  static func install() {
    // SQLite's own layer lives as long as the process, and so does the copy of it.
    guard let system = unsafe sqlite3_vfs_find(nil) else {
      preconditionFailure("SQLite knows no file system")
    }
    let name: StaticString = "watched"
    let layer = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    unsafe layer.initialize(to: system.pointee)
    unsafe layer.pointee.zName =
      unsafe UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
    unsafe layer.pointee.pAppData = UnsafeMutableRawPointer(system)
    unsafe layer.pointee.pNext = nil
    unsafe layer.pointee.szOsFile += Int32(MemoryLayout<WatchedFile>.stride)
    unsafe layer.pointee.xOpen = openFile
    let code = unsafe sqlite3_vfs_register(layer, 1)
    precondition(code == SQLITE_OK, "a file system can be registered")
  }
}

private typealias FilePointer = UnsafeMutablePointer<sqlite3_file>

/// An open file; SQLite accesses its first member, and the file of its own VFS follows.
@unsafe private struct WatchedFile {
  var base: sqlite3_file
  let system: FilePointer
  let isLog: Bool
}

private func openFile(
  _ layer: UnsafeMutablePointer<sqlite3_vfs>?, _ path: UnsafePointer<CChar>?,
  _ file: FilePointer?, _ flags: Int32, _ outFlags: UnsafeMutablePointer<Int32>?
) -> Int32 {
  // SQLite calls with the layer that was registered and with as much memory as it asked for.
  guard let file = unsafe file, let data = unsafe layer?.pointee.pAppData else {
    return SQLITE_MISUSE
  }
  let system = unsafe data.assumingMemoryBound(to: sqlite3_vfs.self)
  let memory = UnsafeMutableRawPointer(file)
  let inner = unsafe (memory + MemoryLayout<WatchedFile>.stride).assumingMemoryBound(
    to: sqlite3_file.self)
  unsafe file.pointee.pMethods = nil
  let code = unsafe system.pointee.xOpen(system, path, inner, flags, outFlags)
  guard code == SQLITE_OK else { return code }
  unsafe memory.bindMemory(to: WatchedFile.self, capacity: 1).initialize(
    to: WatchedFile(
      base: sqlite3_file(pMethods: calls), system: inner, isLog: flags & SQLITE_OPEN_WAL != 0))
  return SQLITE_OK
}

/// The system's file behind a watched one, after the stage was told of a call on it.
private func inner(_ file: FilePointer?) -> (file: FilePointer, calls: sqlite3_io_methods) {
  CheckpointStage.shared.note(.other)
  return unsafe system(file)
}

private func system(_ file: FilePointer?) -> (file: FilePointer, calls: sqlite3_io_methods) {
  // Only files that `openFile` made have these functions, and the system's file is open as well.
  guard let file = unsafe file else { preconditionFailure("SQLite calls with a file") }
  let watched = unsafe UnsafeMutableRawPointer(file).assumingMemoryBound(to: WatchedFile.self)
  let inner = unsafe watched.pointee.system
  return unsafe (inner, inner.pointee.pMethods.pointee)
}

/// The functions of a watched file; immutable once made and never freed.
private nonisolated(unsafe) let calls: UnsafePointer<sqlite3_io_methods> = {
  // SQLite calls each of these with a file that `openFile` made; version 3 is what Unix has.
  let calls = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
  unsafe calls.initialize(to: sqlite3_io_methods())
  unsafe calls.pointee.iVersion = 3
  unsafe calls.pointee.xClose = { unsafe system($0).calls.xClose(system($0).file) }
  unsafe calls.pointee.xRead = { file, target, count, offset in
    let system = unsafe inner(file)
    return unsafe system.calls.xRead(system.file, target, count, offset)
  }
  unsafe calls.pointee.xWrite = write
  unsafe calls.pointee.xTruncate = { file, size in
    let system = unsafe inner(file)
    return unsafe system.calls.xTruncate(system.file, size)
  }
  unsafe calls.pointee.xSync = { file, _ in
    _ = unsafe inner(file)
    return SQLITE_OK
  }
  unsafe calls.pointee.xFileSize = { file, size in
    let system = unsafe inner(file)
    return unsafe system.calls.xFileSize(system.file, size)
  }
  unsafe addLocks(to: calls)
  unsafe addSharedMemory(to: calls)
  return unsafe UnsafePointer(calls)
}()

private func addLocks(to calls: UnsafeMutablePointer<sqlite3_io_methods>) {
  // As above: each function passes on what it was called with.
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
}

private func addSharedMemory(to calls: UnsafeMutablePointer<sqlite3_io_methods>) {
  // As above.
  unsafe calls.pointee.xShmMap = { file, page, size, extends, memory in
    let system = unsafe inner(file)
    return unsafe system.calls.xShmMap(system.file, page, size, extends, memory)
  }
  unsafe calls.pointee.xShmLock = lock
  unsafe calls.pointee.xShmBarrier = { file in
    let system = unsafe inner(file)
    unsafe system.calls.xShmBarrier(system.file)
  }
  unsafe calls.pointee.xShmUnmap = { unsafe system($0).calls.xShmUnmap(system($0).file, $1) }
  unsafe calls.pointee.xFetch = { file, offset, count, memory in
    let system = unsafe inner(file)
    return unsafe system.calls.xFetch(system.file, offset, count, memory)
  }
  unsafe calls.pointee.xUnfetch = { file, offset, memory in
    let system = unsafe inner(file)
    return unsafe system.calls.xUnfetch(system.file, offset, memory)
  }
}

private func write(
  _ file: FilePointer?, _ source: UnsafeRawPointer?, _ count: Int32, _ offset: Int64
) -> Int32 {
  // As above; a log is restarted by writing its header, at the beginning of the file.
  let isLog =
    unsafe UnsafeMutableRawPointer(file)?.assumingMemoryBound(to: WatchedFile.self)
    .pointee.isLog == true
  CheckpointStage.shared.note(isLog && offset == 0 ? .logBeginsAnew : .other)
  return unsafe system(file).calls.xWrite(system(file).file, source, count, offset)
}

private func lock(_ file: FilePointer?, _ offset: Int32, _ count: Int32, _ flags: Int32) -> Int32 {
  // As above. The second lock of the index is the one that a checkpoint holds from its first step
  // to its last.
  let isOfCheckpoint = offset == 1 && count == 1
  if isOfCheckpoint, flags & SQLITE_SHM_UNLOCK != 0 {
    CheckpointStage.shared.note(.checkpointEnds)
  } else {
    CheckpointStage.shared.note(.other)
  }
  let code = unsafe system(file).calls.xShmLock(system(file).file, offset, count, flags)
  if isOfCheckpoint, code == SQLITE_OK, flags & SQLITE_SHM_LOCK != 0 {
    CheckpointStage.shared.note(.checkpointBegins)
  }
  return code
}
