package import Application
package import HTTPServer

/// Answers one admitted call.
package typealias EndpointHandler = @Sendable (APICall) async throws(Problem) -> HTTPResponse

/// One row of the table of routes.
package struct Endpoint: Sendable {
  package let method: HTTPMethod
  /// The address, such as `/api/gifts/:id`.
  package let pattern: String
  package let audience: Audience
  /// The roles that each have the permission; none where no identity is needed.
  package let roles: Caller.Roles
  /// One sentence for the page of the API.
  package let summary: String
  package let handler: EndpointHandler
  package var rate: RateClass
  package var bodyLimitBytes = 64 * 1024
  package var mediaTypes: [String]

  /// A row for callers with a permission; writes take JSON unless told otherwise.
  package init(
    _ method: HTTPMethod, _ pattern: String, needs permission: Permission, _ summary: String,
    _ handler: @escaping EndpointHandler
  ) {
    self.init(method, pattern, for: .holders(of: permission), summary, handler)
  }

  /// A row; writes take JSON unless told otherwise.
  package init(
    _ method: HTTPMethod, _ pattern: String, for audience: Audience, _ summary: String,
    _ handler: @escaping EndpointHandler
  ) {
    self.method = method
    self.pattern = pattern
    self.audience = audience
    roles = audience.permission?.roles ?? []
    self.summary = summary
    self.handler = handler
    rate = method == .get ? .read : .write
    mediaTypes = method == .get ? [] : ["application/json"]
  }

  /// The same row with another rate.
  package func limited(as rate: RateClass) -> Endpoint {
    var copy = self
    copy.rate = rate
    return copy
  }

  /// The same row with a body of other types and another size.
  package func accepting(_ mediaTypes: [String], bytesMax: Int) -> Endpoint {
    var copy = self
    copy.mediaTypes = mediaTypes
    copy.bodyLimitBytes = bytesMax
    return copy
  }
}

/// How often one caller may call.
package enum RateClass: Sendable {
  /// As often as they like: the answer is cheap and the same for all.
  case unlimited
  case read
  case write
  /// As the platform's settings say.
  case sendGift
}
