internal import Glibc

/// Asks how much room a disk has.
enum FreeSpace {
  /// What this process may still write to the disk of a folder, in bytes; nil where nobody knows.
  static func bytes(in folder: String) -> Int64? {
    var found = statvfs()
    // The path is copied before the call returns, and the value outlives it.
    guard unsafe statvfs(folder, &found) == 0 else { return nil }
    let (bytes, overflow) = UInt64(found.f_bavail).multipliedReportingOverflow(
      by: UInt64(found.f_frsize))
    return overflow ? nil : Int64(exactly: bytes)
  }
}
