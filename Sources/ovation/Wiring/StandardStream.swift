import Glibc

/// The standard output or error, written at once and unbuffered: whoever waits may read a pipe.
///
/// What cannot be written is dropped: a full disk or a reader that went away must not end a server
/// that has money to keep. Foundation's handle would.
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
