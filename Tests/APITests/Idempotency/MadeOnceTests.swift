import Application
import HTTPServer
import JSON
import Testing

@testable import API

/// What is made under a key is made once, whatever it is.
@Suite struct MadeOnceTests {
  /// Something that an admin or a creator makes.
  struct Maker: Sendable, CustomTestStringConvertible {
    let path: String
    let user: String
    let body: String
    /// The same request, written in another way.
    let rewritten: String
    /// Another request.
    let other: String

    var testDescription: String { path }
  }

  static let makers = [
    Maker(
      path: "/api/admin/gifts", user: "admin", body: #"{"name":"Comet","coinPrice":7}"#,
      rewritten: #"{ "coinPrice": 7, "name": "C\u006fmet" }"#,
      other: #"{"name":"Comet","coinPrice":8}"#),
    Maker(
      path: "/api/admin/packages", user: "admin",
      body: #"{"name":"Sack","coins":9,"price":{"amount":900,"currency":"INR"}}"#,
      rewritten: #"{"price":{"currency":"INR","amount":900},"name":"Sack","coins":9}"#,
      other: #"{"name":"Sack","coins":9,"price":{"amount":900,"currency":"USD"}}"#),
    Maker(
      path: "/api/streams/create", user: "creator", body: #"{"title":"Night"}"#,
      rewritten: #"{"title" : "Night"}"#, other: #"{"title":"Morning"}"#),
    Maker(
      path: "/api/me/api-keys", user: "admin", body: #"{"name":"App","scopes":["act"]}"#,
      rewritten: #"{"scopes":["act"],"name":"App"}"#,
      other: #"{"name":"App","scopes":["act","users"]}"#),
    Maker(
      path: "/api/creators/apply", user: "viewer", body: "", rewritten: "{}",
      other: #"{"scopes":[]}"#),
  ]

  @Test(arguments: makers)
  func `the same key makes it once and names it again`(maker: Maker) async throws {
    let world = try await World()
    let first = try await world.server.call(
      .post, maker.path, as: maker.user, maker.body, key: "a")
    let length = try world.server.journalLength
    let again = try await world.server.call(
      .post, maker.path, as: maker.user, maker.rewritten, key: "a")
    #expect(first.status == 201)
    #expect(first.headers["idempotent-replayed"] == nil)
    #expect(again.status == 201)
    #expect(again.headers["idempotent-replayed"] == "true")
    #expect(again["id"] == first["id"])
    #expect(try world.server.journalLength == length)
  }

  @Test(arguments: makers)
  func `the same key for something else is refused`(maker: Maker) async throws {
    let world = try await World()
    _ = try await world.server.call(.post, maker.path, as: maker.user, maker.body, key: "a")
    let length = try world.server.journalLength
    let other = try await world.server.call(
      .post, maker.path, as: maker.user, maker.other, key: "a")
    #expect(["idempotency_key_reused", "validation_failed"].contains(other.code))
    #expect(other.status == 422)
    #expect(try world.server.journalLength == length)
  }

  @Test(arguments: makers)
  func `a malformed key is refused before anything is made`(maker: Maker) async throws {
    let world = try await World()
    let length = try world.server.journalLength
    let refused = try await world.server.call(
      .post, maker.path, as: maker.user, maker.body, key: "two words")
    #expect(refused.code == "malformed_request")
    #expect(try world.server.journalLength == length)
  }

  @Test func `a key of another route is another request`() async throws {
    let world = try await World()
    let path = "/api/admin/gifts"
    let body = #"{"name":"Comet","coinPrice":7}"#
    _ = try await world.server.call(.post, path, as: "admin", body, key: "a")
    let other = try await world.server.call(
      .post, "/api/me/api-keys", as: "admin", #"{"name":"App","scopes":["act"]}"#, key: "a")
    #expect(other.code == "idempotency_key_reused")
  }

  @Test func `what was made is shown as it is now`() async throws {
    let world = try await World()
    let maker = try #require(Self.makers.first)
    let first = try await world.server.call(
      .post, maker.path, as: maker.user, maker.body, key: "a")
    let id = try #require(first["id"]?.stringValue)
    let same = try await world.server.call(
      .post, maker.path, as: maker.user, maker.body, key: "a")
    #expect(same.bytes == first.bytes)
    #expect(same.headers["etag"] == first.headers["etag"])
    let renamed = try await world.server.call(
      .patch, "\(maker.path)/\(id)", as: "admin", #"{"name":"Meteor"}"#)
    let again = try await world.server.call(
      .post, maker.path, as: maker.user, maker.body, key: "a")
    #expect(again.bytes == renamed.bytes)
    #expect(again.headers["etag"] == renamed.headers["etag"])
  }

  @Test func `a repeated request for an API key gets its record without the key`() async throws {
    let world = try await World()
    let body = #"{"name":"App","scopes":["act","users"]}"#
    let first = try await world.server.call(
      .post, "/api/me/api-keys", as: "admin", body, key: "a")
    let again = try await world.server.call(
      .post, "/api/me/api-keys", as: "admin", body, key: "a")
    let key = try #require(first["key"]?.stringValue)
    #expect(again["key"] == .null)
    #expect(again["createdAt"] == first["createdAt"])
    let stored = try await world.server.call(.get, "/api/me/api-keys", as: "admin")
    #expect(stored.data.count == 1)
    let used = try await world.server.call(
      .get, "/api/me", ["authorization": "Bearer \(key)", "ovation-user": "viewer"])
    #expect(used.status == 200)
  }

  @Test func `without a key each request makes another one`() async throws {
    let world = try await World()
    let maker = try #require(Self.makers.first)
    let first = try await world.server.call(.post, maker.path, as: maker.user, maker.body)
    let second = try await world.server.call(.post, maker.path, as: maker.user, maker.body)
    #expect(first["id"] != second["id"])
  }
}
