internal import COpenSSL

/// Random bytes that nobody can predict.
package enum SecureRandom {
  /// A number of random bytes.
  ///
  /// The process ends if the machine has no randomness to give: every key made without it would
  /// be worthless and nobody would notice.
  package static func bytes(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let done = unsafe bytes.withUnsafeMutableBufferPointer { target in
      // The target has as many bytes as are asked for.
      unsafe RAND_bytes(target.baseAddress, Int32(target.count))
    }
    precondition(done == 1, "The machine gives no random bytes.")
    return bytes
  }
}
