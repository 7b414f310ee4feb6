import Application
internal import Glibc

/// Locks a store against other processes for the lifetime of this value.
struct StoreLock: Sendable {
  private let file: OpenFile

  /// Locks the store.
  ///
  /// - Throws: ``StoreError/ownedByAnotherProcess(_:)`` if it is locked already, even by this
  ///   process; ``StoreError/unavailable(_:)``.
  init(_ path: String) throws(StoreError) {
    file = try OpenFile(path)
    guard file.lock() else {
      let owner = String(decoding: try file.read(20), as: UTF8.self)
      let process = owner.isEmpty ? "another process" : "process " + owner
      throw .ownedByAnotherProcess(
        "\(path) is locked by \(process); stop it, or use another data folder")
    }
    try file.resize(to: 0)
    try file.write(Array(String(getpid()).utf8), at: 0)
  }
}

extension SQLiteStore {
  /// The process that has a folder's store open; nil when none has, or it cannot be told.
  package static func owner(of folder: String) -> Int32? {
    do throws(StoreError) {
      guard let file = try OpenFile(readingIfPresent: StoreFolder(path: folder).lock),
        !file.lock()
      else { return nil }
      return Int32(String(decoding: try file.read(20), as: UTF8.self))
    } catch {
      return nil
    }
  }
}
