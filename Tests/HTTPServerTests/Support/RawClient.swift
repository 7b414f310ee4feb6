import Glibc

/// A blocking TCP client that sends exactly what a test says; every wait ends after ten seconds.
final class RawClient {
  enum Fault: Error {
    case cannotConnect
    case cannotSend
    /// Ten seconds without a byte.
    case silence
    /// The server closed inside an answer.
    case cutShort
    case reset
  }

  private let descriptor: Int32
  private var buffered: [UInt8] = []

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
    set(Int32(TCP_NODELAY), Int32(1), level: Int32(IPPROTO_TCP))
  }

  deinit { close() }

  private var isOpen = true

  func close() {
    guard isOpen else { return }
    isOpen = false
    Glibc.close(descriptor)
  }

  /// Closes so that the server sees a reset instead of an end.
  func reset() {
    set(SO_LINGER, linger(l_onoff: 1, l_linger: 0))
    close()
  }

  func finishWriting() {
    shutdown(descriptor, Int32(SHUT_WR))
  }

  func send(_ text: String) throws {
    try send(Array(text.utf8))
  }

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

  /// One answer with a `Content-Length`, or without a body.
  func readResponse(toHead: Bool = false) throws -> RawResponse {
    let head = try read(until: Array("\r\n\r\n".utf8))
    var response = RawResponse(head: String(decoding: head, as: UTF8.self))
    let count = Int(response.headers["content-length"] ?? "0") ?? 0
    if !toHead, response.status != 304 { response.body = try read(count: count) }
    return response
  }

  /// Everything up to the server's end; a reset counts as one.
  func readToEnd() throws -> [UInt8] {
    do {
      while try fill() {}
    } catch Fault.reset {}
    defer { buffered = [] }
    return buffered
  }

  func read(count: Int) throws -> [UInt8] {
    while buffered.count < count {
      guard try fill() else { throw Fault.cutShort }
    }
    defer { buffered.removeFirst(count) }
    return Array(buffered[..<count])
  }

  private func read(until mark: [UInt8]) throws -> [UInt8] {
    while true {
      if let end = end(of: mark) {
        defer { buffered.removeFirst(end) }
        return Array(buffered[..<end])
      }
      guard try fill() else { throw Fault.cutShort }
    }
  }

  private func end(of mark: [UInt8]) -> Int? {
    guard buffered.count >= mark.count else { return nil }
    for start in 0...(buffered.count - mark.count)
    where Array(buffered[start..<start + mark.count]) == mark {
      return start + mark.count
    }
    return nil
  }

  /// - Returns: false at the server's end.
  private func fill() throws -> Bool {
    var part = [UInt8](repeating: 0, count: 65_536)
    // The capacity is that of the array.
    let count = unsafe recv(descriptor, &part, part.count, 0)
    if count > 0 { buffered.append(contentsOf: part[..<count]) }
    guard count < 0 else { return count > 0 }
    throw errno == ECONNRESET ? Fault.reset : Fault.silence
  }

  private func set<Value: BitwiseCopyable>(
    _ option: Int32, _ value: Value, level: Int32 = SOL_SOCKET
  ) {
    var value = value
    let size = socklen_t(MemoryLayout<Value>.size)
    // The value has the size that is passed along.
    unsafe _ = setsockopt(descriptor, level, option, &value, size)
  }
}

/// An answer as received over the wire.
struct RawResponse {
  let status: Int
  let headers: [String: String]
  var body: [UInt8] = []

  var text: String { String(decoding: body, as: UTF8.self) }

  /// The stable code of a problem.
  var code: String? {
    guard headers["content-type"] == "application/problem+json" else { return nil }
    return text.firstMatch(of: /"code":"([a-z_]+)"/).map { String($0.1) }
  }

  init(head: String) {
    let lines = head.split(separator: "\r\n")
    status = Int(lines.first?.split(separator: " ").dropFirst().first ?? "") ?? 0
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let value = String(parts[1].drop { $0 == " " })
      let name = parts[0].lowercased()
      headers[name] = headers[name].map { $0 + "|" + value } ?? value
    }
    self.headers = headers
  }
}
