import Application
internal import Glibc

/// A small file that is read and written in place, open as long as the store.
@safe
final class OpenFile: Sendable {
  private let descriptor: Int32
  let path: String

  /// Opens a file and creates it if it is missing; only its owner may read it.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  init(_ path: String) throws(StoreError) {
    self.path = path
    // The path is copied before the call returns.
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.error("opening", path) }
  }

  /// Opens a file read-only; nil if there is none.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  init?(readingIfPresent path: String) throws(StoreError) {
    self.path = path
    // The path is copied before the call returns.
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0, errno == ENOENT { return nil }
    guard descriptor >= 0 else { throw Self.error("opening", path) }
  }

  deinit {
    // Closing alone would leave the lock to a forked process that has not called exec yet.
    _ = flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Locks the file, at most until the process ends.
  ///
  /// The lock belongs to this open file, so a second open file of the same process is refused too.
  ///
  /// - Returns: Whether the lock was free.
  func lock() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

  /// The bytes of the file from an offset on, at most `count`; empty at its end.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  func read(_ count: Int, at offset: Int = 0) throws(StoreError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let found = unsafe bytes.withUnsafeMutableBytes { memory in
      // The memory has `count` bytes and outlives the call.
      unsafe pread(descriptor, memory.baseAddress, count, offset)
    }
    guard found >= 0 else { throw Self.error("reading", path) }
    return Array(bytes.prefix(found))
  }

  /// Writes bytes at an offset; they are durable after ``synchronize()``.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  func write(_ bytes: [UInt8], at offset: Int) throws(StoreError) {
    let written = unsafe bytes.withUnsafeBytes { memory in
      // The memory has as many bytes as are written and outlives the call.
      unsafe pwrite(descriptor, memory.baseAddress, memory.count, offset)
    }
    guard written == bytes.count else { throw Self.error("writing", path) }
  }

  /// Sets the length of the file.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  func resize(to count: Int) throws(StoreError) {
    guard ftruncate(descriptor, count) == 0 else { throw Self.error("resizing", path) }
  }

  /// Syncs everything written so far.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  func synchronize() throws(StoreError) {
    guard fdatasync(descriptor) == 0 else { throw Self.error("syncing", path) }
  }

  /// Syncs a folder, so that the names of its files are durable.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  static func synchronizeNames(in folder: String) throws(StoreError) {
    // The path is copied before the call returns.
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw error("opening", folder) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw error("syncing", folder) }
  }

  /// Removes a file if it exists.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  static func remove(_ path: String) throws(StoreError) {
    // The path is copied before the call returns.
    guard unsafe unlink(path) == 0 || errno == ENOENT else { throw error("removing", path) }
  }

  static func error(_ action: String, _ path: String) -> StoreError {
    let number = errno
    // The text belongs to the C library and is copied at once.
    let words = unsafe String(cString: strerror(number))
    return .unavailable(StoreFault(code: number, context: "\(action) \(path): \(words)"))
  }
}
