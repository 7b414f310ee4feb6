/// Whom a client connects to.
package struct Peer: Equatable, Sendable {
  /// A numeric address of version 4 or 6; names are not looked up.
  package let host: String
  package let port: UInt16

  package init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// A port of this machine.
  package static func loopback(_ port: UInt16) -> Peer { Peer(host: "127.0.0.1", port: port) }

  /// Address and port as a URL and a `Host` field spell them.
  package var authority: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  /// Sends one request on a connection of its own and reads the answer.
  ///
  /// - Parameters:
  ///   - method: Such as `POST`.
  ///   - target: Path and query, as they are sent.
  ///   - fields: Header fields besides length and connection; a host among them is sent in place
  ///     of the peer's.
  ///   - body: Sent as it is.
  /// - Returns: The whole answer.
  /// - Throws: ``ClientFault``.
  package func send(
    _ method: String, _ target: String, _ fields: [(String, String)] = [], body: [UInt8] = []
  ) throws(ClientFault) -> ClientAnswer {
    let connection = try ClientConnection(to: self)
    let request = ClientRequest(
      method, target, fields + [("connection", "close")], body: body)
    return try connection.call(request)
  }
}
