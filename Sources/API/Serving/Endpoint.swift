package import Application
package import HTTPServer

/// Answers one admitted call.
package typealias EndpointHandler = @Sendable (APICall) async throws(Problem) -> HTTPResponse

/// One row of the table of routes.
package struct Endpoint: Sendable {
  package let method: HTTPMethod
  /// What comes of asking twice; nil for methods that HTTP itself makes repeatable.
  package let repetition: Repetition?
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
  /// Whether the handler reads the query; any other query is a fault.
  package var takesQuery = false
  package var mediaTypes: [String]

  /// A row for callers with a permission; writes take JSON unless told otherwise.
  package init(
    _ method: Method, _ pattern: String, needs permission: Permission, _ summary: String,
    _ handler: @escaping EndpointHandler
  ) {
    self.init(method, pattern, for: .holders(of: permission), summary, handler)
  }

  /// A row; writes take JSON unless told otherwise.
  package init(
    _ method: Method, _ pattern: String, for audience: Audience, _ summary: String,
    _ handler: @escaping EndpointHandler
  ) {
    self.method = method.name
    repetition = method.repetition
    self.pattern = pattern
    self.audience = audience
    roles = audience.permission?.roles ?? []
    self.summary = summary
    self.handler = handler
    rate = self.method == .get ? .read : .write
    mediaTypes = self.method == .get ? [] : ["application/json"]
  }

  /// The method of a row; a `POST` says what comes of asking twice.
  package enum Method: Sendable {
    case get, put, patch, delete
    case post(Repetition)

    fileprivate var name: HTTPMethod {
      switch self {
      case .get: .get
      case .put: .put
      case .patch: .patch
      case .delete: .delete
      case .post: .post
      }
    }

    fileprivate var repetition: Repetition? {
      if case .post(let repetition) = self { repetition } else { nil }
    }
  }

  /// The same row, whose handler reads the query.
  package func takingQuery() -> Endpoint {
    var copy = self
    copy.takesQuery = true
    return copy
  }

  /// Refuses a query that no handler reads.
  ///
  /// Events of gateways and what is no part of the API, such as the checks of a load balancer, may
  /// have what they like.
  ///
  /// - Throws: ``Problem`` with `malformed_request` or `validation_failed`.
  func checkQuery(of request: HTTPRequest) throws(Problem) {
    guard request.query != nil, !takesQuery, pattern.hasPrefix("/api/"), audience != .signature
    else { return }
    var reader = try QueryReader(request)
    try reader.finish()
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

/// What comes of sending a `POST` twice, as a client does that has lost the first answer.
package enum Repetition: String, Sendable {
  /// It makes something or moves value, and takes an `Idempotency-Key`: under the same key it is
  /// done once, and without a key as often as it is asked for.
  case keyed
  /// It sets a state or asks a question: the second time finds everything done.
  case harmless
  /// What is sent has a name of its own, under which it counts once.
  case named
  /// It is done each time; for tests of the platform only.
  case counted
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
