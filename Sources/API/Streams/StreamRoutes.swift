import Application
import HTTPServer
import JSON
import Ledger
import Monetization

/// Live streams and their status.
enum StreamRoutes {
  static let endpoints = [
    Endpoint(.post(.keyed), "/api/streams/create", needs: .createStreams, "Make a stream.", create),
    Endpoint(.post(.harmless), "/api/streams/:id/start", needs: .runStreams, "Go live.", start),
    Endpoint(
      .post(.harmless), "/api/streams/:id/end", needs: .runStreams, "End a live stream.", end),
    Endpoint(
      .post(.harmless), "/api/streams/:id/cancel", needs: .runStreams, "Call a stream off.",
      cancel),
    Endpoint(.get, "/api/streams/:id", for: .everyone, "One stream.", show),
    Endpoint(
      .patch, "/api/streams/:id", needs: .runStreams, "Change a stream that is not over.",
      change),
    Endpoint(.get, "/api/streams", for: .everyone, "Streams in a state, live ones first.", list)
      .takingQuery(),
    Endpoint(
      .get, "/api/creators/:id/streams", for: .everyone, "A creator's streams.", ofCreator
    ).takingQuery(),
  ]

  private static func create(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let user = try call.user
    let input = try call.body { StreamInput(&$0) }
    guard input.isPublicAndFree else { throw .featureDisabled }
    let command = CreateStream(
      creator: user, title: input.title ?? "Live", viewersMax: input.viewersMax,
      scheduledAt: input.scheduledAt)
    let idempotency = try call.idempotency()
    let made = try await call.performing { platform, caller throws(UseCaseError) in
      try await platform.makeStream(
        command, by: caller, idempotency: idempotency, as: call.reader)
    }
    return response(201, made.thing, call).marked(asReplay: made.isReplay)
  }

  private static func change(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let changes = try call.body { $0.streamChanges() }
    let tags = try call.expectedTags()
    let command = EditStream(
      stream: try call.identifier(), changes: changes, creator: try call.creatorUnlessAdmin)
    let edited = try await call.performing { platform, caller throws(UseCaseError) in
      try await platform.editStream(command, by: caller, ifOneOf: tags, as: call.reader)
    }
    return response(200, edited, call)
  }

  private static func start(_ call: APICall) async throws(Problem) -> HTTPResponse {
    try await move(.start, call)
  }

  private static func end(_ call: APICall) async throws(Problem) -> HTTPResponse {
    try await move(.end, call)
  }

  private static func cancel(_ call: APICall) async throws(Problem) -> HTTPResponse {
    try await move(.cancel, call)
  }

  private static func move(
    _ step: MoveStream.Step, _ call: APICall
  ) async throws(Problem) -> HTTPResponse {
    try call.noBody()
    let (stream, asker): (StreamID, UserID?) =
      (try call.identifier(), try call.creatorUnlessAdmin)
    let moved = try await call.performing { platform, caller throws(UseCaseError) in
      try await platform.moveStream(stream, step, asker: asker, by: caller, as: call.reader)
    }
    return response(200, moved, call)
  }

  private static func show(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let id: StreamID = try call.identifier()
    let found = try await call.reading(await call.platform.shownStream(id, as: call.reader))
    guard let stream = found else { throw .notFound }
    return response(200, stream, call)
  }

  private static func response(
    _ status: Int, _ shown: ShownStream, _ call: APICall
  ) -> HTTPResponse {
    .object(status) { $0.write(shown, call.environment) }.tagged(by: shown.stream)
  }

  private static func list(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let (status, paging) = try call.query { query in
      (query.named("status", StreamStatus.self), query.paging(by: StreamEntity.self))
    }
    let page = try await call.reading(
      await call.platform.streams(
        in: status ?? .live, before: paging.cursor.map { OwnerID($0) }, limit: paging.limit))
    return page.response(call)
  }

  private static func ofCreator(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let paging = try call.query { $0.paging(by: StreamEntity.self) }
    let creator = try await call.personInPath()
    guard creator.isApprovedCreator else { throw .notFound }
    let page = try await call.reading(
      await call.platform.streams(
        of: creator.user.id, before: paging.cursor.map { OwnerID($0) }, limit: paging.limit))
    return page.response(call)
  }
}

extension APICall {
  /// Whose streams the caller may change; nil for an admin, who may change any.
  fileprivate var creatorUnlessAdmin: UserID? {
    get throws(Problem) { caller.roles.contains(.admin) ? nil : try user }
  }
}

extension Page<ShownStream> {
  fileprivate func response(_ call: APICall) -> HTTPResponse {
    .list(items, next: next.map { StreamID($0.rawValue).text }) {
      $0.write($1, call.environment)
    }
  }
}
