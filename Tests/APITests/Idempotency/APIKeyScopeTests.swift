import HTTPServer
import JSON
import TestKit
import Testing

@testable import API

/// What a server does for a person has idempotency keys and limits apart from the person's own.
@Suite struct APIKeyScopeTests {
  private static let key = "sub-2026-11"

  /// Makes a call with an API key, for a person where one is named.
  private static func call(
    _ world: World, _ target: String = "/api/gifts/send", with apiKey: String,
    for user: String?, _ body: String, key: String? = key
  ) async throws -> Answer {
    var headers: HTTPHeaders = [
      "content-type": "application/json", "authorization": "Bearer " + apiKey,
    ]
    if let user { headers.add("ovation-user", user) }
    if let key { headers.add("idempotency-key", key) }
    return try await world.server.call(.post, target, headers, body: Array(body.utf8))
  }

  private static func isFresh(_ answer: Answer) -> Bool {
    answer.status == 200 && answer.headers["idempotent-replayed"] == nil
  }

  @Test func `a person's refusal is not the answer of the server that charges them`() async throws {
    let world = try await World()
    let apiKey = try await world.server.makeKey(#""act""#)
    let own = try await world.server.call(
      .post, "/api/gifts/send", as: "poor", world.send(), key: Self.key)
    try await world.server.give(1_000, to: "poor")
    let charged = try await Self.call(world, with: apiKey, for: "poor", world.send())
    #expect(own.status == 402)
    #expect(Self.isFresh(charged), "\(charged.text)")
    #expect(try await world.balance(of: "poor") == 990)
  }

  @Test func `a person cannot use up the key of the server that charges them`() async throws {
    let world = try await World()
    let apiKey = try await world.server.makeKey(#""act""#)
    let own = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer", world.send(3), key: Self.key)
    let charged = try await Self.call(world, with: apiKey, for: "viewer", world.send(2))
    #expect(own.status == 200)
    #expect(Self.isFresh(charged), "\(charged.text)")
    #expect(try await world.balance() == World.coins - 50)
  }

  @Test func `a retry of the server gets its first answer, and the person theirs`() async throws {
    let world = try await World()
    let apiKey = try await world.server.makeKey(#""act""#)
    let charged = try await Self.call(world, with: apiKey, for: "viewer", world.send(2))
    let own = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer", world.send(2), key: Self.key)
    let chargedAgain = try await Self.call(world, with: apiKey, for: "viewer", world.send(2))
    let ownAgain = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer", world.send(2), key: Self.key)
    #expect(Self.isFresh(charged) && Self.isFresh(own))
    #expect(chargedAgain.bytes == charged.bytes && ownAgain.bytes == own.bytes)
    #expect(chargedAgain.headers["idempotent-replayed"] == "true")
    #expect(own.bytes != charged.bytes)
    #expect(try await world.balance() == World.coins - 40)
  }

  @Test(arguments: ["sub-2026-11", "0b9e4a3c-9d5f-4d6c-8a43-1f2e3d4c5b6a"])
  func `two API keys do not answer each other, for somebody or for nobody`(
    key: String
  ) async throws {
    let world = try await World()
    let first = try await world.server.makeKey(#""act","admin""#)
    let second = try await world.server.makeKey(#""act","admin""#)
    let adjust = #"{"userId":"viewer","amount":-5,"reason":"A test."}"#
    for apiKey in [first, second] {
      let sent = try await Self.call(world, with: apiKey, for: "viewer", world.send(), key: key)
      let other = try await Self.call(
        world, with: apiKey, for: "other-creator", world.send(), key: key)
      let adjusted = try await Self.call(
        world, "/api/admin/adjustments", with: apiKey, for: nil, adjust, key: key)
      #expect(Self.isFresh(sent), "\(sent.text)")
      #expect(other.code == "insufficient_balance" && other.headers["idempotent-replayed"] == nil)
      #expect(Self.isFresh(adjusted), "\(adjusted.text)")
    }
    #expect(try await world.balance() == World.coins - 30)
  }

  /// As the contract says: a retry is finished with the key that it was begun with.
  @Test func `the key that replaces a revoked one has a scope of its own`() async throws {
    let world = try await World()
    let old = try await world.server.makeKey(#""act""#)
    let charged = try await Self.call(world, with: old, for: "viewer", world.send(2))
    let listed = try await world.server.call(.get, "/api/me/api-keys", as: "admin")
    let id = try #require(listed.data.first?["id"]?.stringValue)
    _ = try await world.server.call(.delete, "/api/me/api-keys/\(id)", as: "admin")
    let new = try await world.server.makeKey(#""act""#)
    let again = try await Self.call(world, with: new, for: "viewer", world.send(2))
    #expect(Self.isFresh(charged) && Self.isFresh(again))
    #expect(try await world.balance() == World.coins - 40)
  }

  @Test func `a person's refusals and writes do not use up those of a server`() async throws {
    let world = try await World()
    let apiKey = try await world.server.makeKey(#""act""#)
    _ = try await world.server.call(
      .patch, "/api/admin/settings", as: "admin",
      #"{"giftSendsPerSecond":1,"giftSendsBurst":1000}"#)
    for number in 0..<1_000 {
      _ = try await world.server.call(
        .post, "/api/gifts/send", as: "poor", world.send(), key: "key-\(number)")
    }
    let spent = try await world.server.call(
      .post, "/api/gifts/send", as: "poor", world.send(), key: "one-more")
    try await world.server.give(10, to: "poor")
    let charged = try await Self.call(world, with: apiKey, for: "poor", world.send())
    #expect(spent.code == "rate_limited")
    #expect(Self.isFresh(charged), "\(charged.text)")
  }
}
