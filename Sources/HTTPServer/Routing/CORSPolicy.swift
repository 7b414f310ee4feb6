/// Which other origins may call, and which headers they may send and read.
///
/// *Source:* WHATWG Fetch, CORS protocol.
package struct CORSPolicy: Sendable {
  /// The exact origins, such as `https://app.example`; empty allows none.
  package let origins: Set<String>

  /// The request headers that other origins may send.
  static let allowedHeaders =
    "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Ovation-Step-Up"
  /// The response headers that other origins may read.
  static let exposedHeaders =
    "ETag, Location, Content-Disposition, Retry-After, X-Request-Id, Idempotent-Replayed, "
    + "RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Ovation-Next-Cursor"

  /// A policy for exactly these origins.
  package init(origins: Set<String> = []) { self.origins = origins }

  /// Adds what a browser of an allowed origin needs to show the answer to its page.
  func decorate(_ headers: inout HTTPHeaders, for request: HTTPHeaders) {
    guard !origins.isEmpty else { return }
    headers.addLowercased("vary", "Origin")
    guard let origin = request.single("origin").value, origins.contains(origin) else { return }
    headers.addLowercased("access-control-allow-origin", origin)
    headers.addLowercased("access-control-allow-credentials", "true")
    headers.addLowercased("access-control-expose-headers", Self.exposedHeaders)
  }

  /// Answers OPTIONS: a preflight when it is one, otherwise the list of methods.
  func answerOptions(_ request: HTTPHeaders, allowed: String) -> HTTPResponse {
    var response = HTTPResponse.empty(204)
    response.headers.addLowercased("allow", allowed)
    guard let origin = request.single("origin").value, origins.contains(origin),
      request["access-control-request-method"] != nil
    else { return response }
    response.headers.addLowercased("access-control-allow-methods", allowed)
    response.headers.addLowercased("access-control-allow-headers", Self.allowedHeaders)
    response.headers.addLowercased("access-control-max-age", "600")
    return response
  }
}
