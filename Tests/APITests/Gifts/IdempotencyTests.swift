import HTTPServer
import JSON
import Testing

@testable import API

@Suite struct IdempotencyTests {
  private static let key = "0198f0a0-1111-7abc-8def-000000000001"

  @Test(arguments: ["0b9e4a3c-9d5f-4d6c-8a43-1f2e3d4c5b6a", "any-text-at-all"])
  func `the same key gets the same bytes and pays once`(key: String) async throws {
    let world = try await World()
    let first = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer", world.send(2), key: key)
    _ = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send(5))
    let again = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer",
      world.send(2, #","comboId":"the client's own name for it""#), key: key)
    #expect(first.status == 200)
    #expect(again.status == 200)
    #expect(again.bytes == first.bytes)
    #expect(first.headers["idempotent-replayed"] == nil)
    #expect(again.headers["idempotent-replayed"] == "true")
    #expect(try await world.balance() == World.coins - 70)
  }

  @Test func `the same key with another body is refused`() async throws {
    let world = try await World()
    _ = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer", world.send(2), key: "a")
    let other = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer", world.send(3), key: "a")
    #expect(other.code == "idempotency_key_reused")
    #expect(other.status == 422)
    #expect(try await world.balance() == World.coins - 20)
  }

  @Test func `a key belongs to its user`() async throws {
    let world = try await World()
    try await world.server.give(100, to: "viewer-2")
    _ = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer", world.send(), key: "a")
    let other = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer-2", world.send(), key: "a")
    #expect(other.status == 200)
    #expect(other.headers["idempotent-replayed"] == nil)
  }

  @Test func `a refusal of the rules is kept, also when it would succeed now`() async throws {
    let world = try await World()
    let refused = try await world.server.call(
      .post, "/api/gifts/send", as: "poor", world.send(), key: "a")
    try await world.server.give(100, to: "poor")
    let again = try await world.server.call(
      .post, "/api/gifts/send", as: "poor", world.send(), key: "a")
    #expect(refused.code == "insufficient_balance")
    #expect(again.bytes == refused.bytes)
    #expect(again.headers["idempotent-replayed"] == "true")
    #expect(try await world.balance(of: "poor") == 100)
  }

  @Test(arguments: [
    #"{"giftId":"gft_0000000000001","receiverId":"creator"}"#, #"{"giftId":"?"}"#, "{", "",
  ])
  func `what never reached the rules is not kept`(body: String) async throws {
    let world = try await World()
    let refused = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer", body, key: "a")
    let good = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer", world.send(), key: "a")
    #expect([400, 404, 422].contains(refused.status))
    #expect(good.status == 200)
    #expect(good.headers["idempotent-replayed"] == nil)
  }

  @Test(arguments: ["", "two words", "ümlaut", String(repeating: "k", count: 256)])
  func `a malformed key is refused`(key: String) async throws {
    let world = try await World()
    let answer = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer", world.send(), key: key)
    #expect(answer.code == "malformed_request")
    #expect(try await world.balance() == World.coins)
  }

  @Test func `a time-ordered key that is older than answers are kept is refused`() async throws {
    let world = try await World()
    let answer = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer", world.send(), key: Self.key)
    // The key is of August 2025, the clock of January 2027.
    #expect(answer.code == "idempotency_key_expired")
    #expect(answer.status == 410)
  }

  @Test func `a hundred calls with one key have one effect and one answer`() async throws {
    let world = try await World()
    _ = try await world.server.call(
      .patch, "/api/admin/settings", as: "admin",
      #"{"giftSendsPerSecond":1000,"giftSendsBurst":1000}"#)
    let bodies = try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<100 {
        group.addTask {
          try await world.server.call(
            .post, "/api/gifts/send", as: "viewer", world.send(), key: "a"
          ).bytes
        }
      }
      return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
    }
    #expect(bodies.count == 1)
    #expect(try await world.balance() == World.coins - 10)
  }

  @Test func `stored refusals are capped before they fill the disk`() async throws {
    let world = try await World()
    _ = try await world.server.call(
      .patch, "/api/admin/settings", as: "admin",
      #"{"giftSendsPerSecond":100000,"giftSendsBurst":100000}"#)
    var statuses: [Int] = []
    for number in 0..<1_001 {
      let answer = try await world.server.call(
        .post, "/api/gifts/send", as: "poor", world.send(), key: "key-\(number)")
      statuses.append(answer.status)
    }
    #expect(statuses.prefix(1_000).allSatisfy { $0 == 402 })
    #expect(statuses.last == 429)
    let unkeyed = try await world.server.call(.post, "/api/gifts/send", as: "poor", world.send())
    #expect(unkeyed.status == 402)
  }

  @Test func `adjustments replay like gifts`() async throws {
    let world = try await World()
    let body = #"{"userId":"viewer","amount":-5,"reason":"A test."}"#
    let first = try await world.server.call(
      .post, "/api/admin/adjustments", as: "admin", body, key: "a")
    let again = try await world.server.call(
      .post, "/api/admin/adjustments", as: "admin", body, key: "a")
    #expect(first["newBalance"]?.integerValue == World.coins - 5)
    #expect(again.bytes == first.bytes)
    #expect(again.headers["idempotent-replayed"] == "true")
    #expect(try await world.balance() == World.coins - 5)
  }
}
