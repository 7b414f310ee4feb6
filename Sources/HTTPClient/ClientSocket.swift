import Glibc

/// A TCP connection to a numeric address, closed when it is released.
///
/// Its calls block, each for a limited time, until ``stopBlocking()``. This file owns every system
/// call of the target.
package final class ClientSocket {
  /// For waiting on many at once; only this value closes it.
  package let descriptor: Int32
  private var isOpen = true

  /// What came of reading.
  package enum Received: Equatable {
    case bytes
    /// Nothing in the time that the connection waits.
    case nothing
    /// The peer has sent all that it will send.
    case end
    case reset
  }

  /// Connects.
  ///
  /// - Parameters:
  ///   - peer: Whom to.
  ///   - secondsMax: How long each later call may block.
  ///   - receiveBufferBytes: What the system keeps unread; nil leaves it to the system.
  /// - Throws: ``ClientFault/cannotConnect``.
  package init(
    to peer: Peer, secondsMax: Int, receiveBufferBytes: Int32? = nil
  ) throws(ClientFault) {
    // Only numbers are set; the pointers of the structure stay null.
    var hints = unsafe addrinfo()
    unsafe hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    // The texts and the hints live through the call; the list is freed below.
    guard unsafe getaddrinfo(peer.host, String(peer.port), &hints, &found) == 0 else {
      throw .cannotConnect
    }
    // Frees what the call above made, and only that.
    defer { unsafe freeaddrinfo(found) }
    guard let address = unsafe found?.pointee else { throw .cannotConnect }
    // The kind of the address that was just found.
    let made = unsafe socket(address.ai_family, Int32(SOCK_STREAM.rawValue), 0)
    guard made >= 0 else { throw .cannotConnect }
    descriptor = made
    set(SO_RCVTIMEO, timeval(tv_sec: secondsMax, tv_usec: 0))
    set(SO_SNDTIMEO, timeval(tv_sec: secondsMax, tv_usec: 0))
    set(Int32(TCP_NODELAY), Int32(1), level: Int32(IPPROTO_TCP))
    if let receiveBufferBytes { set(SO_RCVBUF, receiveBufferBytes) }
    // The list with the address is freed only when this initializer returns.
    guard unsafe connect(made, address.ai_addr, address.ai_addrlen) == 0 else {
      throw .cannotConnect
    }
  }

  deinit { close() }

  /// From now on a call that would have to wait returns at once.
  package func stopBlocking() {
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
  }

  /// Sends all bytes.
  ///
  /// - Throws: ``ClientFault/cannotSend``, also for what does not fit a buffer that may not block.
  package func send(_ bytes: [UInt8]) throws(ClientFault) {
    var sent = 0
    while sent < bytes.count {
      // The array outlives the call and has that many bytes behind the offset.
      let count = unsafe bytes.withUnsafeBytes { source in
        unsafe Glibc.send(
          descriptor, source.baseAddress?.advanced(by: sent), bytes.count - sent,
          Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw .cannotSend }
      sent += count
    }
  }

  /// Appends what has arrived, waiting for the first byte while the socket blocks.
  package func receive(into buffer: inout [UInt8]) -> Received {
    let room = 16_384
    let before = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: room))
    let count = unsafe buffer.withUnsafeMutableBytes { target in
      // The region begins inside the buffer and has the room that was just added.
      unsafe recv(descriptor, target.baseAddress?.advanced(by: before), room, 0)
    }
    let error = errno
    buffer.removeLast(room - max(0, count))
    guard count < 0 else { return count == 0 ? .end : .bytes }
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR ? .nothing : .reset
  }

  /// Tells the peer that nothing more will be sent.
  package func finishSending() {
    shutdown(descriptor, Int32(SHUT_WR))
  }

  /// Closes now.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    Glibc.close(descriptor)
  }

  /// Closes so that the peer sees a reset instead of an end.
  package func reset() {
    set(SO_LINGER, linger(l_onoff: 1, l_linger: 0))
    close()
  }

  private func set<Value: BitwiseCopyable>(
    _ option: Int32, _ value: Value, level: Int32 = SOL_SOCKET
  ) {
    var value = value
    // The value has the size that is passed along.
    unsafe _ = setsockopt(
      descriptor, level, option, &value, socklen_t(MemoryLayout<Value>.size))
  }
}
