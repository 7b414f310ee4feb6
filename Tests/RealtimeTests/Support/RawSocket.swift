import Glibc

/// A blocking TCP connection to a port of this machine; every wait ends after ten seconds.
final class RawSocket {
  enum Fault: Error {
    case cannotConnect
    case cannotSend
    /// Ten seconds without a byte.
    case silence
    /// The server closed the connection.
    case ended
  }

  private let descriptor: Int32
  private var buffered: [UInt8] = []
  private var first = 0

  init(port: UInt16, receiveBufferBytes: Int32? = nil) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    if let receiveBufferBytes { set(SO_RCVBUF, receiveBufferBytes) }
    set(SO_RCVTIMEO, timeval(tv_sec: 10, tv_usec: 0))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    // The structure is an IPv4 address of the size that is passed along.
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, size)
      }
    }
    guard result == 0 else { throw Fault.cannotConnect }
  }

  deinit { Glibc.close(descriptor) }

  func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      // The array has that many bytes behind the offset.
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.send(
          descriptor, buffer.baseAddress?.advanced(by: sent), bytes.count - sent,
          Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Fault.cannotSend }
      sent += count
    }
  }

  func read(count: Int) throws -> [UInt8] {
    while buffered.count - first < count { try fill() }
    defer { first += count }
    return Array(buffered[first..<first + count])
  }

  /// The text up to and with a mark.
  func read(until mark: String) throws -> String {
    var text: [UInt8] = []
    let mark = Array(mark.utf8)
    while !text.suffix(mark.count).elementsEqual(mark) { text += try read(count: 1) }
    return String(decoding: text, as: UTF8.self)
  }

  private func fill() throws {
    buffered.removeFirst(first)
    first = 0
    var part = [UInt8](repeating: 0, count: 65_536)
    // The capacity is that of the array.
    let count = unsafe recv(descriptor, &part, part.count, 0)
    guard count != 0 else { throw Fault.ended }
    guard count > 0 else { throw errno == ECONNRESET ? Fault.ended : Fault.silence }
    buffered.append(contentsOf: part[..<count])
  }

  private func set<Value: BitwiseCopyable>(_ option: Int32, _ value: Value) {
    var value = value
    let size = socklen_t(MemoryLayout<Value>.size)
    // The value has the size that is passed along.
    unsafe _ = setsockopt(descriptor, SOL_SOCKET, option, &value, size)
  }
}
