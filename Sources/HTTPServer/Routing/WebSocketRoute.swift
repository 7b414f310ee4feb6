/// An address where a WebSocket can be opened.
package struct WebSocketRoute: Sendable {
  /// Decides by the request whether the socket may open.
  package typealias Accept = @Sendable (HTTPRequest, PathParameters) async -> WebSocketAcceptance

  /// The address, as in `Route`.
  package let pattern: String
  /// Which pages may open the socket.
  package let origins: OriginPolicy
  /// The decision; runs on the loop as a handler does.
  package let accept: Accept

  /// A route from its parts.
  package init(
    _ pattern: String, origins: OriginPolicy = .any, accept: @escaping Accept
  ) {
    self.pattern = pattern
    self.origins = origins
    self.accept = accept
  }
}

/// Whether a WebSocket may open.
package enum WebSocketAcceptance: Sendable {
  /// Refused with an ordinary response.
  case refuse(HTTPResponse)
  /// Accepted, with the negotiated sub-protocol and the handler.
  case accept(subprotocol: String?, makeHandler: @Sendable () -> any WebSocketHandler)
}

/// Which pages may open a WebSocket; programs that send no `Origin` always may.
///
/// *Source:* RFC 6455 section 10.2.
package enum OriginPolicy: Sendable {
  /// Every page: for sockets that need a token, which only an authorized page has.
  case any
  /// Pages of this host, and those of the listed origins.
  case sameHostOr(Set<String>)

  func allows(_ headers: HTTPHeaders) -> Bool {
    guard case .sameHostOr(let listed) = self else { return true }
    let field = headers.single("origin")
    guard let origin = field.value else { return field == .absent }
    if listed.contains(origin) { return true }
    guard let host = headers.single("host").value else { return false }
    return origin == "http://" + host || origin == "https://" + host
  }
}
