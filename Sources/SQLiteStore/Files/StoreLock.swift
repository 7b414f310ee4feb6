import Application
internal import Glibc

/// Keeps every other process away from a store, for as long as it lives.
struct StoreLock: Sendable {
  private let file: OpenFile

  /// Takes the lock.
  ///
  /// - Throws: ``StoreError/ownedByAnotherProcess(_:)`` when somebody has it, and be it this
  ///   process; ``StoreError/unavailable(_:)``.
  init(_ path: String) throws(StoreError) {
    file = try OpenFile(path)
    guard file.lock() else {
      let owner = String(decoding: try file.read(20), as: UTF8.self)
      let process = owner.isEmpty ? "another process" : "process " + owner
      throw .ownedByAnotherProcess(
        "\(path) is locked by \(process); stop it, or use another folder for the data")
    }
    try file.resize(to: 0)
    try file.write(Array(String(getpid()).utf8), at: 0)
  }
}
