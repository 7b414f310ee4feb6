import Application
import HTTPServer
import JSON
import Ledger
import Monetization

/// How users become creators, and what everybody sees of them.
enum CreatorRoutes {
  static let endpoints = [
    Endpoint(
      .post(.keyed), "/api/creators/apply", needs: .applyAsCreator, "Ask to become a creator.",
      apply),
    Endpoint(
      .get, "/api/creators/applications", needs: .readApplications, "Applications in a state.",
      applications
    ).takingQuery(),
    Endpoint(
      .get, "/api/creators/applications/:id", needs: .readApplications, "One user's application.",
      application),
    Endpoint(
      .patch, "/api/creators/applications/:id", needs: .reviewCreators, "Approve or reject.",
      review),
    Endpoint(
      .get, "/api/creators/me", needs: .readOwnProfile, "The calling creator.", ownProfile),
    Endpoint(
      .get, "/api/creators/:id", for: .everyone,
      "A creator: profile, gifts received, top supporters.", profile),
  ]

  private static func apply(_ call: APICall) async throws(Problem) -> HTTPResponse {
    try call.noBody()
    let (user, idempotency) = (try call.user, try call.idempotency())
    let made = try await call.performing { platform, caller throws(UseCaseError) in
      try await platform.applyAsCreator(user, by: caller, idempotency: idempotency)
    }
    return response(201, made.thing).marked(asReplay: made.isReplay)
  }

  private static func applications(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let (status, paging) = try call.query { query in
      (query.named("status", CreatorStatus.self), query.paging(by: UserEntity.self))
    }
    let page = try await call.reading(
      await call.platform.creatorApplications(
        in: status ?? .applied, before: paging.cursor.map { OwnerID($0) }, limit: paging.limit))
    return .list(page.items, next: page.next.map { UserID($0.rawValue).text }) {
      $0.write($1)
    }
  }

  private static func application(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let user = try await call.personInPath().user.id
    let found = try await call.reading(await call.platform.creatorApplication(of: user))
    guard let found else { throw .notFound }
    return response(200, found)
  }

  private static func review(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let (verdict, reason) = try call.body { body in
      (
        body.named("status", else: ReviewVerdict.approved),
        body.optionalVisibleText("reason", 1...500)
      )
    }
    let tags = try call.expectedTags()
    let user = try await call.personInPath().user.id
    let command = ReviewCreator(user: user, approves: verdict == .approved, reason: reason)
    let reviewed = try await call.performing { platform, caller throws(UseCaseError) in
      try await platform.reviewCreator(command, by: caller, ifOneOf: tags)
    }
    return response(200, reviewed)
  }

  private static func response(
    _ status: Int, _ application: CreatorApplication
  ) -> HTTPResponse {
    .object(status) { $0.write(application) }.tagged(by: application.creator)
  }

  private static func ownProfile(_ call: APICall) async throws(Problem) -> HTTPResponse {
    try await profile(of: call.person, call)
  }

  private static func profile(_ call: APICall) async throws(Problem) -> HTTPResponse {
    try await profile(of: call.personInPath(), call)
  }

  private static func profile(
    of person: Directory.Person, _ call: APICall
  ) async throws(Problem) -> HTTPResponse {
    guard person.isApprovedCreator else { throw .notFound }
    let profile = try await call.reading(
      await call.platform.creatorProfile(
        of: person.user, for: call.onlooker, as: call.reader))
    return .object { $0.write(profile) }
  }
}

/// What an admin decides on an application.
private enum ReviewVerdict: WireNamed {
  case approved, rejected

  var wireName: String {
    switch self {
    case .approved: "APPROVED"
    case .rejected: "REJECTED"
    }
  }
}
