/// The problems that the HTTP layer itself answers, before or instead of a handler.
///
/// The body is that of every problem of the API: `type, title, status, code, error`.
/// *Source:* RFC 9457; the codes are those of the API's contract.
package enum LayerProblem: Error, Equatable, CaseIterable {
  /// The bytes are no request that everybody would read alike.
  case malformedRequest
  /// A page of another origin may not open this WebSocket.
  case originNotAllowed
  /// No route has this path.
  case notFound
  /// The path exists, the method does not.
  case methodNotAllowed
  /// The head or the body did not arrive in time.
  case requestTimeout
  /// The body is larger than the route allows.
  case payloadTooLarge
  /// The request line is longer than allowed.
  case targetTooLong
  /// The body is of a type that the route does not read.
  case unsupportedMediaType
  /// An `Expect` other than `100-continue`.
  case expectationFailed
  /// The path speaks WebSocket only.
  case upgradeRequired
  /// Too many header fields, or too many bytes of them.
  case headerFieldsTooLarge
  /// The handler broke its promise, such as a line break in a header value.
  case internalError
  /// Neither HTTP/1.1 nor HTTP/1.0.
  case versionNotSupported
  /// More connections than the server takes.
  case overloaded

  /// The status code of the answer.
  package var status: Int { facts.status }
  /// The stable code that clients test.
  package var code: String { facts.code }

  /// The answer; the body is made once.
  package var response: HTTPResponse {
    var response = HTTPResponse(status: status, body: .shared(Self.bodies[self] ?? Self.noBody))
    response.headers.addLowercased("content-type", "application/problem+json")
    return response
  }

  private struct Facts {
    let status: Int
    let code: String
    let title: String
    let error: String
  }

  private static let noBody = SharedBody([])

  private static let bodies: [LayerProblem: SharedBody] = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0, SharedBody($0.encoded)) })

  /// JSON by hand: none of these texts holds a character that JSON escapes.
  private var encoded: [UInt8] {
    let facts = facts
    return Array(
      ("{\"type\":\"about:blank\",\"title\":\"\(facts.title)\",\"status\":\(facts.status),"
        + "\"code\":\"\(facts.code)\",\"error\":\"\(facts.error)\"}").utf8)
  }

  private var facts: Facts {
    switch self {
    case .malformedRequest:
      Facts(
        status: 400, code: "malformed_request", title: "Malformed request",
        error: "The request does not follow HTTP/1.1: check its target, headers and length.")
    case .originNotAllowed:
      Facts(
        status: 403, code: "forbidden", title: "Forbidden",
        error: "A page of this origin may not open this address; its operator can list it.")
    case .notFound:
      Facts(
        status: 404, code: "not_found", title: "Not found",
        error: "Nothing lives at this address; see /docs for those that exist.")
    case .methodNotAllowed:
      Facts(
        status: 405, code: "method_not_allowed", title: "Method not allowed",
        error: "This address does not take this method; Allow lists those it takes.")
    case .requestTimeout:
      Facts(
        status: 408, code: "request_timeout", title: "Request timeout",
        error: "The request did not arrive in time; send it again without pauses.")
    case .payloadTooLarge:
      Facts(
        status: 413, code: "payload_too_large", title: "Payload too large",
        error: "The body is larger than this address takes; send less at once.")
    case .targetTooLong:
      Facts(
        status: 414, code: "target_too_long", title: "Address too long",
        error: "The address is too long; move parameters into the body.")
    case .unsupportedMediaType:
      Facts(
        status: 415, code: "unsupported_media_type", title: "Unsupported media type",
        error: "The body is of a type that is not read here; send application/json.")
    case .expectationFailed:
      Facts(
        status: 417, code: "expectation_failed", title: "Expectation failed",
        error: "The only expectation that is met is 100-continue.")
    case .upgradeRequired:
      Facts(
        status: 426, code: "upgrade_required", title: "Upgrade required",
        error: "This address speaks WebSocket, version 13; open it with a WebSocket client.")
    case .headerFieldsTooLarge:
      Facts(
        status: 431, code: "header_fields_too_large", title: "Header fields too large",
        error: "The header is too large; send fewer or shorter fields.")
    case .internalError:
      Facts(
        status: 500, code: "internal_error", title: "Internal error",
        error: "The server failed; the request id helps its operator to find out why.")
    case .versionNotSupported:
      Facts(
        status: 505, code: "version_not_supported", title: "Version not supported",
        error: "Only HTTP/1.1 and HTTP/1.0 are spoken here.")
    case .overloaded:
      Facts(
        status: 503, code: "overloaded", title: "Overloaded",
        error: "Too many connections are open; try again in a moment.")
    }
  }
}
