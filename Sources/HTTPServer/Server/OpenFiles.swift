import CHTTP

/// The limit of open files of this process; each connection is one.
package enum OpenFiles {
  /// Raises the limit up to `wanted`, as far as the system allows.
  ///
  /// - Returns: how many files may be open from now on.
  package static func raise(to wanted: Int) -> Int {
    Int(clamping: ovation_descriptors_raise(UInt64(clamping: wanted)))
  }
}
