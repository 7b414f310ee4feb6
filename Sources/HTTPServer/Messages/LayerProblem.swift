internal import JSON

/// The problems that the HTTP layer itself answers, before or instead of a handler.
///
/// The body is that of every problem of the API: `type, title, status, code, error`.
/// *Source:* RFC 9457; the codes are those of the API's contract.
package enum LayerProblem: String, Error, CaseIterable {
  /// The bytes are not a valid request, or one that servers may read differently.
  case malformedRequest = "malformed_request"
  /// A page of another origin may not open this WebSocket.
  case originNotAllowed = "forbidden"
  /// No route has this path.
  case notFound = "not_found"
  /// The path exists, but not for this method.
  case methodNotAllowed = "method_not_allowed"
  /// The head or the body did not arrive in time.
  case requestTimeout = "request_timeout"
  /// The body is larger than the route allows.
  case payloadTooLarge = "payload_too_large"
  /// The request line is longer than allowed.
  case targetTooLong = "target_too_long"
  /// The body is of a type that the route does not read.
  case unsupportedMediaType = "unsupported_media_type"
  /// An `Expect` other than `100-continue`.
  case expectationFailed = "expectation_failed"
  /// The path speaks WebSocket only.
  case upgradeRequired = "upgrade_required"
  /// Too many header fields, or too many bytes of them.
  case headerFieldsTooLarge = "header_fields_too_large"
  /// The handler returned something invalid, such as a line break in a header value.
  case internalError = "internal_error"
  /// More connections than the server accepts.
  case overloaded = "overloaded"
  /// More connections than one address may have.
  case rateLimited = "rate_limited"
  /// Neither HTTP/1.1 nor HTTP/1.0.
  case versionNotSupported = "version_not_supported"

  /// The stable code that clients test.
  package var code: String { rawValue }

  /// The response; its body is encoded once.
  package var response: HTTPResponse {
    var response = HTTPResponse(status: status, body: .shared(Self.bodies[self] ?? Self.noBody))
    response.headers.addLowercased("content-type", "application/problem+json")
    response.note.code = code
    switch self {
    case .overloaded, .rateLimited: response.headers.addLowercased("retry-after", "2")
    default: break
    }
    return response
  }

  /// The status code of the response.
  package var status: Int {
    switch self {
    case .malformedRequest: 400
    case .originNotAllowed: 403
    case .notFound: 404
    case .methodNotAllowed: 405
    case .requestTimeout: 408
    case .payloadTooLarge: 413
    case .targetTooLong: 414
    case .unsupportedMediaType: 415
    case .expectationFailed: 417
    case .upgradeRequired: 426
    case .headerFieldsTooLarge: 431
    case .rateLimited: 429
    case .internalError: 500
    case .overloaded: 503
    case .versionNotSupported: 505
    }
  }

  private static let noBody = SharedBody([])

  private static let bodies: [LayerProblem: SharedBody] = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0, SharedBody($0.encoded)) })

  private var encoded: [UInt8] {
    JSONWriter.object { object in
      object.field("type", "about:blank")
      object.field("title", title)
      object.field("status", status)
      object.field("code", code)
      object.field("error", error)
    }
  }

  /// The code in words.
  private var title: String {
    let words = code.split(separator: "_").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// A sentence for people: what is wrong and how to correct it.
  private var error: String {
    switch self {
    case .malformedRequest:
      "The request is not valid HTTP/1.1; check its target, headers and length."
    case .originNotAllowed:
      "Pages of this origin may not open this WebSocket; the operator can allow the origin."
    case .notFound: "There is no such address; see /docs for the list."
    case .methodNotAllowed:
      "The method is not allowed here; the Allow header lists those that are."
    case .requestTimeout: "The request did not arrive in time; send it again."
    case .payloadTooLarge: "The body is too large for this address; send less in one request."
    case .targetTooLong: "The address is too long; move parameters into the body."
    case .unsupportedMediaType:
      "The body's type is not supported here; send application/json, not compressed."
    case .expectationFailed: "The only supported expectation is 100-continue."
    case .upgradeRequired:
      "This address needs a WebSocket client, version 13."
    case .headerFieldsTooLarge: "The header is too large; send fewer or shorter fields."
    case .internalError:
      "The server failed; give its operator the request id."
    case .overloaded: "Too many connections are open; try again in a moment."
    case .rateLimited:
      "Too many connections are open from your address; close some, or try again in a moment."
    case .versionNotSupported: "Only HTTP/1.1 and HTTP/1.0 are supported."
    }
  }
}
