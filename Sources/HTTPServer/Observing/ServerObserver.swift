/// What the server tells whoever counts; all calls come on the loop and must be cheap.
package protocol ServerObserver: Sendable {
  /// An answer has been handed over; also for requests that no route has.
  func requestFinished(_ record: AccessRecord)
  /// The number of open connections, WebSockets among them.
  func connectionsChanged(open: Int, webSockets: Int)
  /// Something that the operator should know of; each kind comes at most once a minute.
  func noticed(_ incident: ServerIncident)
}

/// What keeps clients out.
package enum ServerIncident: Sendable, Equatable {
  /// As many connections are open as there may be.
  case full(Int)
  /// The system lets nobody in, usually because too many files are open; those who are in go on.
  case cannotAccept(reason: String)

  enum Kind: Hashable {
    case full, cannotAccept
  }

  var kind: Kind {
    switch self {
    case .full: .full
    case .cannotAccept: .cannotAccept
    }
  }
}

/// Counts nothing.
package struct SilentObserver: ServerObserver {
  /// The observer that does nothing.
  package init() {}
  /// Does nothing.
  package func requestFinished(_ record: AccessRecord) {}
  /// Does nothing.
  package func connectionsChanged(open: Int, webSockets: Int) {}
  /// Does nothing.
  package func noticed(_ incident: ServerIncident) {}
}

/// What is remembered of one request: no query, no address, no header value but the request id.
package struct AccessRecord: Sendable, Equatable {
  /// The `X-Request-Id`.
  package let requestID: String
  /// The method; nil when it was none that we know.
  package let method: HTTPMethod?
  /// The pattern of the route; empty when none was found.
  package let route: String
  /// The status that was answered.
  package let status: Int
  /// From the end of the head to the handing over of the answer, in nanoseconds.
  package let durationNanoseconds: UInt64
  /// Bytes of the request's body.
  package let bytesIn: Int
  /// Bytes of the answer's body.
  package let bytesOut: Int
}
