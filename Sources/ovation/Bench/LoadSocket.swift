import Glibc

/// A TCP connection to a server on this machine, for measuring; it never blocks.
///
/// This file owns every system call of the load generator.
struct LoadSocket: ~Copyable {
  let descriptor: Int32

  /// Connects to a port of the loopback address.
  ///
  /// - Throws: ``OperatorFault``.
  init(port: UInt16) throws(OperatorFault) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    // The pointer is used only inside the call, and the size is the structure's.
    let connected = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else {
      throw OperatorFault("No connection to port \(port): error \(errno).")
    }
    var one: Int32 = 1
    // The option is an integer of the size that is told.
    unsafe setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
  }

  deinit { close(descriptor) }

  /// Sends bytes that fit the socket's buffer.
  ///
  /// - Returns: Whether all were taken.
  func send(_ bytes: [UInt8]) -> Bool {
    // The array outlives the call, which reads as many bytes as it has.
    unsafe Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
  }

  /// Appends what has arrived.
  ///
  /// - Returns: The number of bytes received; 0 if the server has closed, negative if no bytes are
  ///   available.
  func receive(into buffer: inout [UInt8]) -> Int {
    let room = 16_384
    let before = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: room))
    let count = unsafe buffer.withUnsafeMutableBytes { target in
      // The region begins inside the buffer and has the room that was just added.
      unsafe recv(descriptor, target.baseAddress?.advanced(by: before), room, 0)
    }
    buffer.removeLast(room - max(0, count))
    return count
  }
}

/// Waits for any of many sockets.
struct LoadPoll {
  private var watched: [pollfd] = []

  /// Watches a socket, which gets the next number, from 0.
  mutating func add(_ socket: borrowing LoadSocket) {
    watched.append(pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0))
  }

  /// The numbers of sockets that have something to read.
  mutating func wait(milliseconds: Int32) -> [Int] {
    // The array has as many elements as the call is told, and it outlives the call.
    guard unsafe poll(&watched, nfds_t(watched.count), milliseconds) > 0 else { return [] }
    return watched.indices.filter { watched[$0].revents != 0 }
  }
}
