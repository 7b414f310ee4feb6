import Application
internal import Glibc

extension OpenFile {
  /// The number of this process, for names that no other process takes.
  static var processNumber: Int32 { getpid() }

  /// Whether a path exists.
  static func exists(_ path: String) -> Bool {
    // The path is copied before the call returns.
    unsafe access(path, F_OK) == 0
  }

  /// The folder that holds a path.
  static func parent(of path: String) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: true).dropLast()
    let root = path.hasPrefix("/") ? "/" : "./"
    return root + parts.joined(separator: "/")
  }

  /// Makes a folder that only its owner may enter.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``, also if it exists.
  static func makeFolder(_ path: String) throws(StoreError) {
    // The path is copied before the call returns.
    guard unsafe mkdir(path, 0o700) == 0 else { throw error("making", path) }
  }

  /// Renames a file or folder; a file of the new name is replaced, a folder with files is not.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  static func rename(_ path: String, to name: String) throws(StoreError) {
    // Both paths are copied before the call returns.
    guard unsafe Glibc.rename(path, name) == 0 else { throw error("renaming to", name) }
  }

  /// Gives a file a second name, which must be free.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``, also if the name is taken.
  static func link(_ path: String, to name: String) throws(StoreError) {
    // Both paths are copied before the call returns.
    guard unsafe Glibc.link(path, name) == 0 else { throw error("making", name) }
  }

  /// Removes a folder that holds nothing but some of these files; what cannot be removed stays.
  static func discard(_ names: [String], in folder: String) {
    // The paths are copied before the calls return; the folder is nothing that anybody needs.
    for name in names { unsafe _ = unlink(folder + "/" + name) }
    unsafe _ = rmdir(folder)
  }

  /// Syncs a file and reads its size in bytes and its SHA-256.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  static func synchronizedDigest(
    of path: String
  ) throws(StoreError) -> (count: Int64, digest: String) {
    let file = try OpenFile(path)
    try file.synchronize()
    let digest = FileDigest()
    var offset = 0
    while case let piece = try file.read(1 << 20, at: offset), !piece.isEmpty {
      digest.add(piece)
      offset += piece.count
    }
    return (Int64(offset), digest.finish())
  }
}
