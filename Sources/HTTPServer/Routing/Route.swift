/// Answers one request; it runs on the server's loop and must not block it.
package typealias RouteHandler = @Sendable (HTTPRequest, PathParameters) async -> HTTPResponse

/// One method of one address and what answers it.
package struct Route: Sendable {
  /// The method; a GET route also answers HEAD.
  package let method: HTTPMethod
  /// The address, such as `/api/gifts/:id`; a last segment `*` takes any rest.
  package let pattern: String
  /// The largest body that is read.
  package let bodyLimitBytes: Int
  /// The media types of a body that is not empty; any when the list is empty.
  package let mediaTypes: [String]
  /// What answers.
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

  /// Whether a body with these headers may be read here.
  func reads(_ headers: HTTPHeaders) -> Bool {
    guard !mediaTypes.isEmpty else { return true }
    // Bodies are read as they come: nothing here unpacks one.
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

/// What the `:name` segments of a pattern stood for.
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
