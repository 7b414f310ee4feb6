import Application
internal import Glibc

/// A small file that is read and written in place, open for the store's life.
@safe
final class OpenFile: Sendable {
  private let descriptor: Int32
  let path: String

  /// Opens a file, making it if there is none; only its owner may read it.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  init(_ path: String) throws(StoreError) {
    self.path = path
    // The path is copied before the call returns.
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.error("opening", path) }
  }

  /// Opens a file that exists, to be read only.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  init(reading path: String) throws(StoreError) {
    self.path = path
    // The path is copied before the call returns.
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.error("opening", path) }
  }

  deinit {
    // Closing alone would leave the lock with a process that was forked and has not started yet.
    _ = flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Takes the file's lock, which ends with the process at the latest.
  ///
  /// The lock belongs to this open file, so another one of the same process is refused as well.
  ///
  /// - Returns: Whether it was free.
  func lock() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

  /// The first bytes of the file, at most `count`.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  func read(_ count: Int) throws(StoreError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let found = unsafe bytes.withUnsafeMutableBytes { memory in
      // The memory has `count` bytes and outlives the call.
      unsafe pread(descriptor, memory.baseAddress, count, 0)
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

  /// Makes the file this long.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  func resize(to count: Int) throws(StoreError) {
    guard ftruncate(descriptor, count) == 0 else { throw Self.error("resizing", path) }
  }

  /// Makes everything written so far durable.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  func synchronize() throws(StoreError) {
    guard fdatasync(descriptor) == 0 else { throw Self.error("syncing", path) }
  }

  /// Makes the names of the files in a folder durable.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  static func synchronizeNames(in folder: String) throws(StoreError) {
    // The path is copied before the call returns.
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw error("opening", folder) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw error("syncing", folder) }
  }

  /// Removes a file, if there is one.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  static func remove(_ path: String) throws(StoreError) {
    // The path is copied before the call returns.
    guard unsafe unlink(path) == 0 || errno == ENOENT else { throw error("removing", path) }
  }

  private static func error(_ action: String, _ path: String) -> StoreError {
    let number = errno
    // The text belongs to the library and is copied at once.
    let words = unsafe String(cString: strerror(number))
    return .unavailable(StoreFault(code: number, context: "\(action) \(path): \(words)"))
  }
}
