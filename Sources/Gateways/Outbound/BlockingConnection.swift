import Glibc

/// A TCP connection with blocking calls, each limited in time.
///
/// This file owns every system call of the target.
final class BlockingConnection {
  /// Closed when the connection is released, connected or not.
  private let descriptor: Int32

  /// Connects; nil if no server listens there.
  ///
  /// - Parameters:
  ///   - peer: A numeric IPv4 or IPv6 address.
  ///   - seconds: How long each later call may block.
  init?(to peer: HTTPPost.Peer, secondsMax seconds: Int) {
    // Only numbers are set; the pointers of the structure remain null.
    var hints = unsafe addrinfo()
    unsafe hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    // The texts and the hints outlive the call; the list is freed below.
    guard unsafe getaddrinfo(peer.host, String(peer.port), &hints, &found) == 0 else { return nil }
    // Frees the list of the call above.
    defer { unsafe freeaddrinfo(found) }
    guard let address = unsafe found?.pointee else { return nil }
    // The family of the address found above.
    let made = unsafe socket(address.ai_family, Int32(SOCK_STREAM.rawValue), 0)
    guard made >= 0 else { return nil }
    descriptor = made
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      // The option's size is that of the structure.
      unsafe setsockopt(
        made, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
    // The list with the address is freed only when this initializer returns.
    guard unsafe connect(made, address.ai_addr, address.ai_addrlen) == 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// Sends all bytes.
  ///
  /// - Returns: Whether all bytes were sent.
  func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      // The array outlives the call and has that many bytes behind the offset.
      let count = unsafe bytes.withUnsafeBytes { source in
        unsafe Glibc.send(
          descriptor, source.baseAddress?.advanced(by: sent), bytes.count - sent,
          Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Receives bytes up to a given byte, the end or a maximum number.
  func receive(until mark: UInt8, bytesMax: Int) -> [UInt8] {
    var received: [UInt8] = []
    while received.count < bytesMax, !received.contains(mark) {
      var piece = [UInt8](repeating: 0, count: 512)
      // The array outlives the call, which writes no more bytes than it has.
      let count = unsafe recv(descriptor, &piece, piece.count, 0)
      guard count > 0 else { break }
      received += piece.prefix(count)
    }
    return received
  }
}
