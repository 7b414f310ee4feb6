/// Receives the server's measurements; all calls come on the loop and must be cheap.
package protocol ServerObserver: Sendable {
  /// A response was queued; also for requests without a route.
  func requestFinished(_ record: AccessRecord)
  /// The number of open connections, including WebSockets.
  func connectionsChanged(open: Int, webSockets: Int)
  /// An incident for the operator; each kind is reported at most once a minute.
  func report(_ incident: ServerIncident)
}

/// What an operator should know of the connections.
package enum ServerIncident: Sendable, Equatable {
  /// The limit of open connections is reached.
  case full(Int)
  /// The system accepts no connection, usually because too many files are open; open connections
  /// still work.
  case cannotAccept(reason: String)
  /// So many connections come from one address that it may be a proxy that nobody named; a public
  /// address is not told, because it may be a person's.
  case manyOfOneAddress(String, Int)

  enum Kind: Hashable {
    case full, cannotAccept, manyOfOneAddress
  }

  var kind: Kind {
    switch self {
    case .full: .full
    case .cannotAccept: .cannotAccept
    case .manyOfOneAddress: .manyOfOneAddress
    }
  }
}

/// An observer that ignores everything.
package struct SilentObserver: ServerObserver {
  /// The observer that does nothing.
  package init() {}
  /// Does nothing.
  package func requestFinished(_ record: AccessRecord) {}
  /// Does nothing.
  package func connectionsChanged(open: Int, webSockets: Int) {}
  /// Does nothing.
  package func report(_ incident: ServerIncident) {}
}

/// What is logged of one request: no query, no address, no header value but the request id.
package struct AccessRecord: Sendable, Equatable {
  /// The `X-Request-Id`.
  package let requestID: String
  /// The method; nil for an unknown one.
  package let method: HTTPMethod?
  /// The pattern of the route; ``unrouted`` for an address that has none.
  package let route: String
  /// The response's status.
  package let status: Int
  /// What the handler says of its answer.
  package let note: ResponseNote
  /// From the end of the head until the response was queued, in nanoseconds.
  package let durationNanoseconds: UInt64
  /// Bytes of the request's body.
  package let bytesIn: Int
  /// Bytes of the response's body.
  package let bytesOut: Int

  /// Stands for the route of a request that has none.
  package static let unrouted = "(none)"
}
