/// The address, limits and policies of a server.
package struct ServerConfiguration: Sendable {
  /// The numeric address to listen on.
  package var host: String
  /// The port; 0 chooses a free one.
  package var port: UInt16
  /// Sizes and deadlines.
  package var limits: ServerLimits
  /// Which other origins may call the API.
  package var cors: CORSPolicy
  /// The proxies that are trusted to report the client's address.
  package var proxies: TrustedProxies

  /// A configuration that listens on loopback by default.
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
  /// The address cannot be bound; the text is the system's reason.
  case cannotBind(host: String, port: UInt16, reason: String)
}

/// Where a server listens.
package struct BoundAddress: Sendable, Equatable {
  /// The numeric address.
  package let host: String
  /// The port that was bound, also when 0 was requested.
  package let port: UInt16

  package init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// Whether the server listens at all addresses, by a number that no browser can open.
  package var isWildcard: Bool { ["0.0.0.0", "::"].contains(host) }

  /// What links begin with: a name that a browser on this machine can open.
  package var linkOrigin: String {
    isWildcard || host == "::1" ? "http://localhost:\(port)" : origin
  }

  /// The base URL for browsers, such as `http://127.0.0.1:8080`.
  package var origin: String { "http://" + (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }
}
