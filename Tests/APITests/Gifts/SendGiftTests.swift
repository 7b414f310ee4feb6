import HTTPServer
import JSON
import TestKit
import Testing

@testable import API

@Suite struct SendGiftTests {
  @Test func `a sent gift moves the coins and tells what it did`() async throws {
    let world = try await World()
    let sent = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer",
      world.send(3, #","streamId":"\#(world.stream)","message":"  well \n done  ""#))
    #expect(sent.status == 200)
    #expect(sent["giftId"]?.stringValue == world.gift)
    #expect(sent["receiverId"]?.stringValue == "creator")
    #expect(sent["quantity"]?.integerValue == 3)
    #expect(sent["coinAmount"]?.integerValue == 30)
    #expect(sent["newBalance"]?.integerValue == World.coins - 30)
    #expect(sent["combo"]?["count"]?.integerValue == 3)
    #expect(sent["giftTransactionId"]?.stringValue?.hasPrefix("txn_") == true)
    #expect(sent["createdAt"]?.stringValue?.hasSuffix("Z") == true)
    #expect(sent.headers["ratelimit-limit"] == "40")
    #expect(sent.headers["ratelimit-remaining"] == "39")
    #expect(sent.headers["idempotent-replayed"] == nil)
    #expect(try await world.balance() == World.coins - 30)
  }

  @Test func `a combo continues within five seconds and begins again after them`() async throws {
    let world = try await World()
    let first = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send())
    world.server.clock.move(byMilliseconds: 4_000)
    let second = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer", world.send(2))
    world.server.clock.move(byMilliseconds: 6_000)
    let third = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send())
    #expect(second["combo"]?["id"] == first["giftTransactionId"])
    #expect(second["combo"]?["count"]?.integerValue == 3)
    #expect(third["combo"]?["id"] == third["giftTransactionId"])
    #expect(third["combo"]?["count"]?.integerValue == 1)
  }

  /// One row a refusal.
  struct Refused: CustomTestStringConvertible, Sendable {
    let code: String
    let status: Int
    let sender: String
    let body: @Sendable (World) -> String
    var testDescription: String { "\(code) \(sender)" }

    init(
      _ code: String, _ status: Int, from sender: String = "viewer",
      _ body: @escaping @Sendable (World) -> String
    ) {
      self.code = code
      self.status = status
      self.sender = sender
      self.body = body
    }
  }

  static let refusals = [
    Refused("not_found", 404) { _ in
      #"{"giftId":"gft_0000000000001","receiverId":"creator"}"#
    },
    Refused("not_found", 404) { $0.send(1, #","streamId":"str_0000000000001""#) },
    Refused("rule_violated", 422) {
      $0.send(1, to: "other-creator", #","streamId":"\#($0.stream)""#)
    },
    Refused("self_payment", 422, from: "creator") { $0.send() },
    Refused("receiver_not_creator", 422) { $0.send(1, to: "admin") },
    Refused("receiver_not_creator", 422) { $0.send(1, to: "nobody-knows-them") },
    Refused("insufficient_balance", 402, from: "poor") { $0.send() },
    Refused("feature_disabled", 404) { $0.send(1, #","callId":"cal_1""#) },
  ]

  @Test(arguments: refusals)
  func `a refusal has its code and changes nothing`(row: Refused) async throws {
    let world = try await World()
    try await world.server.register("poor")
    let before = try world.server.journalLength
    let answer = try await world.server.call(
      .post, "/api/gifts/send", as: row.sender, row.body(world))
    #expect(answer.code == row.code)
    #expect(answer.status == row.status)
    #expect(answer.isWellFormedProblem)
    #expect(try world.server.journalLength == before)
  }

  @Test func `too small a balance tells what is missing`() async throws {
    let world = try await World()
    let answer = try await world.server.call(.post, "/api/gifts/send", as: "poor", world.send(2))
    #expect(answer["required"]?.integerValue == 20)
    #expect(answer["balance"]?.integerValue == 0)
    #expect(answer["shortfall"]?.integerValue == 20)
  }

  @Test func `more sends than the settings allow wait`() async throws {
    let world = try await World()
    for _ in 0..<40 {
      let sent = try await world.server.call(
        .post, "/api/gifts/send", as: "viewer", world.send())
      #expect(sent.status == 200)
    }
    let refused = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send())
    #expect(refused.code == "rate_limited")
    #expect(refused.headers["retry-after"] == "1")
    #expect(refused.headers["ratelimit-remaining"] == "0")
    world.server.clock.move(byMilliseconds: 50)
    let later = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send())
    #expect(later.status == 200)
  }

  @Test func `a suspended sender is refused and may read`() async throws {
    let world = try await World()
    let suspended = try await world.server.call(
      .post, "/api/admin/users/viewer/suspend", as: "admin")
    #expect(suspended["isSuspended"]?.boolValue == true)
    let sent = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send())
    #expect(sent.code == "account_suspended")
    #expect(try await world.balance() == World.coins)
    _ = try await world.server.call(.post, "/api/admin/users/viewer/unsuspend", as: "admin")
    let again = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send())
    #expect(again.status == 200)
  }
}
