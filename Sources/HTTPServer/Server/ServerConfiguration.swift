/// Where a server listens and what it allows.
package struct ServerConfiguration: Sendable {
  /// The numeric address to listen on.
  package var host: String
  /// The port; 0 takes any free one.
  package var port: UInt16
  /// Sizes and deadlines.
  package var limits: ServerLimits
  /// Which other origins may call.
  package var cors: CORSPolicy
  /// Whose word counts about who has called them.
  package var proxies: TrustedProxies

  /// A configuration; loopback only unless told otherwise.
  package init(
    host: String = "127.0.0.1", port: UInt16 = 0, limits: ServerLimits = ServerLimits(),
    cors: CORSPolicy = CORSPolicy(), proxies: TrustedProxies = TrustedProxies()
  ) {
    self.host = host
    self.port = port
    self.limits = limits
    self.cors = cors
    self.proxies = proxies
  }
}

/// Why a server could not start.
package enum ServerError: Error, Equatable {
  /// The address cannot be had; the reason is the system's.
  case cannotBind(host: String, port: UInt16, reason: String)
}

/// Where a server listens.
package struct BoundAddress: Sendable, Equatable {
  /// The numeric address.
  package let host: String
  /// The port, also when 0 was asked for.
  package let port: UInt16

  /// Where browsers find it, such as `http://127.0.0.1:8080`.
  package var origin: String { "http://" + (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }
}
