import CHTTP

/// The files that this process may have open, each connection being one.
package enum OpenFiles {
  /// Raises the limit as far as it is wanted and the system lets us.
  ///
  /// - Returns: how many files may be open from now on.
  package static func raise(to wanted: Int) -> Int {
    Int(clamping: ovation_descriptors_raise(UInt64(clamping: wanted)))
  }
}
