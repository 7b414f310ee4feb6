import Glibc

/// Sends one request to a server on this machine and reads the answer to its end.
///
/// It blocks for at most ten seconds a call, so it is for tests that have nothing else to do.
package struct LoopbackClient: Sendable {
  private let port: UInt16

  package init(port: UInt16) { self.port = port }

  /// An answer with `Connection: close`.
  package struct Answer: Equatable, Sendable {
    package let status: Int
    /// Names in lower case.
    package let headers: [String: String]
    package let body: [UInt8]

    /// The body as text.
    package var text: String { String(decoding: body, as: UTF8.self) }
  }

  /// Why there is no answer.
  package enum Fault: Error { case cannotConnect, cannotSend, noAnswer }

  /// Sends a request and reads how it was answered.
  ///
  /// - Parameters:
  ///   - method: Such as `POST`.
  ///   - target: Path and query, encoded.
  ///   - fields: Header fields besides length and connection; a host among them is sent in place
  ///     of this machine's.
  ///   - body: Sent as it is.
  /// - Returns: The whole answer.
  /// - Throws: ``Fault``.
  package func send(
    _ method: String, _ target: String, _ fields: [(String, String)] = [], body: [UInt8] = []
  ) throws(Fault) -> Answer {
    let descriptor = try connected()
    defer { close(descriptor) }
    var head = "\(method) \(target) HTTP/1.1\r\nconnection: close\r\n"
    if !fields.contains(where: { $0.0 == "host" }) { head += "host: 127.0.0.1:\(port)\r\n" }
    for (name, value) in fields { head += "\(name): \(value)\r\n" }
    head += "content-length: \(body.count)\r\n\r\n"
    let request = Array(head.utf8) + body
    // The array outlives the call, which reads as many bytes as it has.
    let sent = unsafe Glibc.send(descriptor, request, request.count, Int32(MSG_NOSIGNAL))
    guard sent == request.count else { throw .cannotSend }
    return try answer(readAll(descriptor))
  }

  private func connected() throws(Fault) -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var limit = timeval(tv_sec: 10, tv_usec: 0)
    // The option is a time of the size that is told.
    unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    // The pointer is used only inside the call, and the size is the structure's.
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      close(descriptor)
      throw .cannotConnect
    }
    return descriptor
  }

  private func readAll(_ descriptor: Int32) -> [UInt8] {
    var received: [UInt8] = []
    while true {
      var piece = [UInt8](repeating: 0, count: 16_384)
      // The array outlives the call, which writes no more bytes than it has.
      let count = unsafe recv(descriptor, &piece, piece.count, 0)
      guard count > 0 else { return received }
      received += piece.prefix(count)
    }
  }

  private func answer(_ bytes: [UInt8]) throws(Fault) -> Answer {
    let mark = Array("\r\n\r\n".utf8)
    let end = bytes.indices.first { bytes[$0...].starts(with: mark) }
    guard let end else { throw .noAnswer }
    let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count > 1, let status = Int(words[1]) else { throw .noAnswer }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = String(line[line.index(colon, offsetBy: 2)...])
    }
    return Answer(status: status, headers: headers, body: Array(bytes[(end + 4)...]))
  }
}
