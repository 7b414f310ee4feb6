/// A request of HTTP/1.1, as a client writes it.
package struct ClientRequest: Sendable {
  package let method: String
  package let target: String
  package let fields: [(name: String, value: String)]
  package let body: [UInt8]

  /// Takes the parts of a request.
  ///
  /// - Parameters:
  ///   - method: Such as `POST`.
  ///   - target: Path and query, as they are sent.
  ///   - fields: Header fields besides the length, in lower case; a host among them is sent in
  ///     place of the peer's. The caller vouches that they hold no line break.
  ///   - body: Sent as it is.
  package init(
    _ method: String, _ target: String, _ fields: [(String, String)] = [], body: [UInt8] = []
  ) {
    self.method = method
    self.target = target
    self.fields = fields.map { (name: $0.0, value: $0.1) }
    self.body = body
  }

  /// The bytes of the wire.
  package func encoded(for peer: Peer) -> [UInt8] {
    var head = "\(method) \(target) HTTP/1.1\r\n"
    if !fields.contains(where: { $0.name == "host" }) { head += "host: \(peer.authority)\r\n" }
    for field in fields { head += "\(field.name): \(field.value)\r\n" }
    // *Source:* RFC 9110 section 8.6: a method that expects no body says nothing of its length.
    if !body.isEmpty || !["GET", "HEAD"].contains(method) {
      head += "content-length: \(body.count)\r\n"
    }
    return Array((head + "\r\n").utf8) + body
  }
}
