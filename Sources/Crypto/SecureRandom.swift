internal import COpenSSL

/// Cryptographically secure random bytes.
package enum SecureRandom {
  /// The given number of random bytes.
  ///
  /// Ends the process if the system has no randomness: keys generated without it would be
  /// worthless, and that would go unnoticed.
  package static func bytes(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let done = unsafe bytes.withUnsafeMutableBufferPointer { target in
      // The target has `count` bytes.
      unsafe RAND_bytes(target.baseAddress, Int32(target.count))
    }
    precondition(done == 1, "The machine gives no random bytes.")
    return bytes
  }
}
