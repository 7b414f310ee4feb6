import Glibc

/// The standard output or error, unbuffered, because it may be a pipe that another program reads.
///
/// Output that cannot be written is dropped: a full disk or a closed pipe must not end the server,
/// as Foundation's handle would.
enum StandardStream: Int32 {
  case output = 1
  case error = 2

  /// Writes a text.
  func write(_ text: String) {
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      // The array outlives the call and has as many bytes from there.
      let count = unsafe bytes.withUnsafeBytes { memory in
        unsafe Glibc.write(
          rawValue, memory.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      written += count
    }
  }
}
