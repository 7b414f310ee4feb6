internal import Crypto

/// The HTTP side of opening a WebSocket.
///
/// *Source:* RFC 6455 section 4.2.
enum WebSocketHandshake {
  private static let version = "13"
  private static let guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

  /// Why a request cannot open a WebSocket; nil when it can.
  static func refusal(of head: RequestHead, origins: OriginPolicy) -> HTTPResponse? {
    let headers = head.headers
    guard head.isVersion11, headers.lists("websocket", in: "upgrade"),
      headers.lists("upgrade", in: "connection"),
      headers.single("sec-websocket-version").value == version
    else {
      return LayerProblem.upgradeRequired.response
        .adding("upgrade", "websocket").adding("connection", "upgrade")
        .adding("sec-websocket-version", version)
    }
    guard let key = headers.single("sec-websocket-key").value, isKey(key),
      head.framing == .none
    else { return LayerProblem.malformedRequest.response }
    guard origins.allows(headers) else { return LayerProblem.originNotAllowed.response }
    return nil
  }

  /// The response that opens the socket, in its wire form.
  ///
  /// A sub-protocol that the client did not offer is left out, as it would end the handshake.
  static func answer(to head: RequestHead, subprotocol: String?, requestID: String) -> [UInt8] {
    let accept = acceptance(of: head.headers["sec-websocket-key"] ?? "")
    var text =
      "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
      + "sec-websocket-accept: \(accept)\r\nx-request-id: \(requestID)\r\n"
    if let subprotocol, offered(head.headers).contains(subprotocol) {
      text += "sec-websocket-protocol: \(subprotocol)\r\n"
    }
    return Array((text + "\r\n").utf8)
  }

  /// The value of `Sec-WebSocket-Accept` for a key.
  static func acceptance(of key: String) -> String {
    Base64.encode(SHA1.hash(Array((key + guid).utf8)))
  }

  /// Whether a text encodes sixteen bytes, as the client's key must.
  private static func isKey(_ text: String) -> Bool {
    Base64.decode(text)?.count == 16
  }

  /// The sub-protocols that a client offers, in its order.
  static func offered(_ headers: HTTPHeaders) -> [String] {
    headers.fields.filter { $0.name == "sec-websocket-protocol" }
      .flatMap { $0.value.split(separator: ",").map { String($0.trimmingBlanks()) } }
  }
}

extension HTTPRequest {
  /// The WebSocket sub-protocols that the client offers, in its order.
  package var offeredSubprotocols: [String] { WebSocketHandshake.offered(headers) }
}
