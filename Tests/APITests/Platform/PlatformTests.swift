import Application
import HTTPServer
import JSON
import Ledger
import Monetization
import TestKit
import Testing

@testable import API

@Suite struct PlatformTests {
  @Test func `demo users sign in and nobody else does`() async throws {
    let server = try TestServer()
    for user in DemoCatalog.people {
      let answer = try await server.call(
        .post, "/api/demo/login", as: nil, #"{"userId":"\#(user.externalID)"}"#)
      let token = try #require(answer["token"]?.stringValue)
      let me = try await server.call(.get, "/api/me", ["authorization": "Bearer " + token])
      #expect(me["user"]?["displayName"]?.stringValue == user.displayName)
      #expect(me["balance"]?.integerValue == 0)
    }
    let other = try await server.call(.post, "/api/demo/login", as: nil, #"{"userId":"root"}"#)
    #expect(other.code == "not_found")
  }

  @Test func `without a demo there is no such sign-in`() async throws {
    let server = try TestServer(isDemo: false)
    let answer = try await server.call(
      .post, "/api/demo/login", as: nil, #"{"userId":"demo-viewer"}"#)
    #expect(answer.code == "feature_disabled")
  }

  @Test func `life and readiness are told to everybody`() async throws {
    let world = try await World()
    #expect(try await world.server.call(.get, "/healthz")["status"]?.stringValue == "ok")
    let ready = try await world.server.call(.get, "/readyz")
    #expect(ready["status"]?.stringValue == "ready")
  }

  @Test func `a store that does not answer is 503, and the next call works`() async throws {
    let world = try await World()
    world.server.store.planNextCommit(.unavailable)
    let answer = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send())
    #expect(answer.code == "storage_unavailable")
    #expect(answer.headers["retry-after"] != nil)
    let again = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send())
    #expect(again.status == 200)
  }

  @Test func `an outcome that nobody knows is settled by the same key`() async throws {
    let world = try await World()
    world.server.store.planNextCommit(.unknownCommitted)
    let unknown = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer", world.send(), key: "a")
    #expect(unknown.code == "outcome_unknown")
    let settled = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer", world.send(), key: "a")
    #expect(settled.status == 200)
    #expect(settled.headers["idempotent-replayed"] == "true")
    #expect(try await world.balance() == World.coins - 10)
  }
}
