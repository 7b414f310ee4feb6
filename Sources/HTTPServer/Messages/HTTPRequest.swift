/// One request as a handler sees it: complete, decoded, checked.
package struct HTTPRequest: Sendable {
  /// The method of the request line; HEAD stays HEAD when a GET route answers it.
  package let method: HTTPMethod
  /// The target: path and query.
  package let target: RequestTarget
  /// The header fields, names in lower case.
  package let headers: HTTPHeaders
  /// The whole body, its transfer coding removed.
  package let body: [UInt8]
  /// The `X-Request-Id`: the client's own or a generated one.
  package let requestID: String
  /// The client's address: the peer's, or the one that a trusted proxy reports.
  package let clientAddress: IPAddress
  /// When its head was complete, in nanoseconds of `EventLoop.nowNanoseconds`.
  package let receivedAt: UInt64

  /// The path, percent-decoded but for `%2F`.
  package var path: String { target.path }
  /// The part after the question mark, still encoded.
  package var query: String? { target.query }

  /// The decoded pairs of the query in their order.
  ///
  /// - Throws: `QueryFault` when the query is not a valid form encoding of UTF-8.
  package var queryItems: [QueryItem] {
    get throws(QueryFault) {
      guard let query = target.query else { return [] }
      return try QueryItem.decode(query)
    }
  }

  /// A request from its parts, as the server and tests make it.
  package init(
    method: HTTPMethod, target: RequestTarget, headers: HTTPHeaders = HTTPHeaders(),
    body: [UInt8] = [], origin: RequestOrigin = RequestOrigin()
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
    requestID = origin.requestID
    clientAddress = origin.clientAddress
    receivedAt = origin.receivedAt
  }
}

/// Who sent a request, when, and its id in logs.
package struct RequestOrigin: Sendable {
  let requestID: String
  let clientAddress: IPAddress
  let receivedAt: UInt64

  /// An origin; the defaults are for tests of handlers.
  package init(
    requestID: String = "test-request", clientAddress: IPAddress = .loopback,
    receivedAt: UInt64 = EventLoop.nowNanoseconds
  ) {
    self.requestID = requestID
    self.clientAddress = clientAddress
    self.receivedAt = receivedAt
  }
}
