import HTTPServer
import JSON
import TestKit
import Testing

@testable import API

/// A commit that happened though the store said that nobody knows.
@Suite struct UnseenCommitTests {
  @Test func `a key that was revoked unseen is refused`() async throws {
    let world = try await World()
    let key = try await world.server.makeKey(#""admin""#)
    let headers: HTTPHeaders = ["authorization": "Bearer " + key]
    let listed = try await world.server.call(.get, "/api/me/api-keys", headers)
    let id = try #require(listed.data.first?["id"]?.stringValue)
    world.server.store.planNextCommit(.unknownCommitted)
    let unknown = try await world.server.call(.delete, "/api/me/api-keys/\(id)", as: "admin")
    let again = try await world.server.call(.delete, "/api/me/api-keys/\(id)", as: "admin")
    let used = try await world.server.call(.get, "/api/me/api-keys", headers)
    #expect(unknown.code == "outcome_unknown" && again.status == 204)
    #expect(used.code == "unauthenticated")
  }

  @Test func `an admin who was suspended unseen is none`() async throws {
    let world = try await World()
    try await world.server.makeAdmin("second")
    let before = try await world.server.call(.get, "/api/admin/settings", as: "second")
    world.server.store.planNextCommit(.unknownCommitted)
    let target = "/api/admin/users/second/suspend"
    let unknown = try await world.server.call(.post, target, as: "admin")
    let again = try await world.server.call(.post, target, as: "admin")
    let after = try await world.server.call(.get, "/api/admin/settings", as: "second")
    #expect(before.status == 200)
    #expect(unknown.code == "outcome_unknown" && again.status == 200)
    #expect(after.code == "forbidden")
  }
}
