internal import Glibc

/// Reads the free space of a disk.
enum FreeSpace {
  /// The space in bytes that this process may still use on the disk of a folder; nil if unknown.
  static func bytes(in folder: String) -> Int64? {
    var found = statvfs()
    // The path is copied before the call returns, and the value outlives it.
    guard unsafe statvfs(folder, &found) == 0 else { return nil }
    let (bytes, overflow) = UInt64(found.f_bavail).multipliedReportingOverflow(
      by: UInt64(found.f_frsize))
    return overflow ? nil : Int64(exactly: bytes)
  }
}
