/// A handler's answer; the server adds length, date, request id and connection fields.
package struct HTTPResponse: Sendable {
  /// The status code, 200…599.
  package var status: Int
  /// The fields that the handler sets.
  package var headers: HTTPHeaders
  /// The body.
  package var body: ResponseBody
  /// What is logged of it, beside the status.
  package var note = ResponseNote()

  /// An answer from its parts.
  package init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: ResponseBody = .empty) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// An answer with a JSON body that is already encoded.
  package static func json(_ status: Int, _ body: [UInt8]) -> HTTPResponse {
    var response = HTTPResponse(status: status, body: .bytes(body))
    response.headers.addLowercased("content-type", "application/json")
    return response
  }

  /// An answer with a problem body that is already encoded.
  ///
  /// *Source:* RFC 9457 section 3.
  package static func problem(_ status: Int, _ body: [UInt8]) -> HTTPResponse {
    var response = HTTPResponse(status: status, body: .bytes(body))
    response.headers.addLowercased("content-type", "application/problem+json")
    return response
  }

  /// An answer with plain text.
  package static func text(_ status: Int, _ body: String) -> HTTPResponse {
    var response = HTTPResponse(status: status, body: .bytes(Array(body.utf8)))
    response.headers.addLowercased("content-type", "text/plain; charset=utf-8")
    return response
  }

  /// An answer without a body.
  package static func empty(_ status: Int) -> HTTPResponse {
    HTTPResponse(status: status)
  }

  /// Redirects the client with 303.
  package static func seeOther(_ location: String) -> HTTPResponse {
    HTTPResponse(status: 303, headers: ["location": location])
  }

  /// The same answer with one more field.
  package func adding(_ name: String, _ value: String) -> HTTPResponse {
    var response = self
    response.headers.add(name, value)
    return response
  }
}

/// What a handler says of its answer for the log: nothing personal.
package struct ResponseNote: Sendable, Equatable {
  /// The kind of the caller, such as `user`; empty where nobody was asked.
  package var caller = ""
  /// The stable code of a problem; empty for a success.
  package var code = ""

  package init() {}
}

/// The bytes of an answer.
package enum ResponseBody: Sendable {
  /// No body; `Content-Length: 0` where a length is required.
  case empty
  /// Bytes made for this answer.
  case bytes([UInt8])
  /// Bytes that many answers share and that are never copied.
  case shared(SharedBody)
  /// Bytes that are made while they are sent, as fast as the client takes them.
  case stream(ResponseStream)

  /// The length in bytes; 0 for a stream, whose length nobody knows before its end.
  package var count: Int {
    switch self {
    case .empty, .stream: 0
    case .bytes(let bytes): bytes.count
    case .shared(let shared): shared.bytes.count
    }
  }
}

/// Makes a body piece by piece; only one piece waits for the client at a time.
package struct ResponseStream: Sendable {
  /// The next piece, not empty; nil at the end.
  ///
  /// An error closes the connection before the end, so that the client sees that something is
  /// missing.
  package let next: @Sendable () async throws -> [UInt8]?

  package init(next: @escaping @Sendable () async throws -> [UInt8]?) { self.next = next }
}

/// A body that lives as long as the server, such as a static file.
package final class SharedBody: Sendable {
  /// The content.
  package let bytes: [UInt8]

  /// A body that is made once and sent many times.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral {
  /// The fields in the order in which they are written.
  package init(dictionaryLiteral elements: (String, String)...) {
    self.init()
    for (name, value) in elements { add(name, value) }
  }
}
