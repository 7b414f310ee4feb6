/// What the server tells whoever counts; all calls come on the loop and must be cheap.
package protocol ServerObserver: Sendable {
  /// An answer has been handed over; also for requests that no route has.
  func requestFinished(_ record: AccessRecord)
  /// The number of open connections, WebSockets among them.
  func connectionsChanged(open: Int, webSockets: Int)
}

/// Counts nothing.
package struct SilentObserver: ServerObserver {
  /// The observer that does nothing.
  package init() {}
  /// Does nothing.
  package func requestFinished(_ record: AccessRecord) {}
  /// Does nothing.
  package func connectionsChanged(open: Int, webSockets: Int) {}
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
