/// Answers one request; runs on the server's loop and must not block it.
package typealias RouteHandler = @Sendable (HTTPRequest, PathParameters) async -> HTTPResponse

/// One method of one address and its handler.
package struct Route: Sendable {
  /// The method; a GET route also answers HEAD.
  package let method: HTTPMethod
  /// The address, such as `/api/gifts/:id`; a last segment `*` matches any rest.
  package let pattern: String
  /// The largest accepted body in bytes.
  package let bodyLimitBytes: Int
  /// The accepted media types of a body that is not empty; an empty list accepts any.
  package let mediaTypes: [String]
  /// The handler.
  package let handler: RouteHandler

  /// A route from its parts.
  package init(
    _ method: HTTPMethod, _ pattern: String, bodyLimitBytes: Int = 64 * 1024,
    mediaTypes: [String] = [], handler: @escaping RouteHandler
  ) {
    self.method = method
    self.pattern = pattern
    self.bodyLimitBytes = bodyLimitBytes
    self.mediaTypes = mediaTypes
    self.handler = handler
  }

  /// Whether the route accepts a body with these headers.
  func reads(_ headers: HTTPHeaders) -> Bool {
    guard !mediaTypes.isEmpty else { return true }
    // Bodies with a content coding are refused: the server does not decompress.
    switch headers.single("content-encoding") {
    case .absent: break
    case .value(let coding): guard coding.asciiLowercased() == "identity" else { return false }
    case .several: return false
    }
    guard let value = headers.single("content-type").value else { return false }
    if mediaTypes.contains(value) { return true }
    let essence = value.prefix { $0 != ";" }.trimmingBlanks().asciiLowercased()
    return mediaTypes.contains(essence)
  }
}

/// The values that the `:name` segments of a pattern matched.
package struct PathParameters: Sendable, Equatable {
  private var pairs: [Pair] = []

  private struct Pair: Sendable, Equatable {
    let name: String
    let value: String
  }

  /// No parameters.
  package init() {}

  /// The decoded segment of a name that the pattern has; empty for any other name.
  package subscript(name: String) -> String {
    for pair in pairs where pair.name == name { return pair.value }
    return ""
  }

  mutating func add(_ name: String, _ value: String) {
    pairs.append(Pair(name: name, value: value))
  }
}
