import Glibc
import HTTPClient

/// Waits for any of many sockets.
struct LoadPoll {
  private var watched: [pollfd] = []

  /// Watches a socket, which gets the next number, from 0.
  mutating func add(_ socket: ClientSocket) {
    watched.append(pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0))
  }

  /// The numbers of sockets that have something to read.
  mutating func wait(milliseconds: Int32) -> [Int] {
    // The array has as many elements as the call is told, and it outlives the call.
    guard unsafe poll(&watched, nfds_t(watched.count), milliseconds) > 0 else { return [] }
    return watched.indices.filter { watched[$0].revents != 0 }
  }
}
