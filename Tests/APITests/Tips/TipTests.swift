import HTTPServer
import JSON
import TestKit
import Testing

@testable import API

@Suite struct TipTests {
  private static func tip(_ coins: Int64, _ more: String = "") -> String {
    #"{"toCreatorId":"creator","amountTokens":\#(coins)\#(more)}"#
  }

  @Test func `a tip moves the coins and tells both cuts`() async throws {
    let world = try await World()
    let sent = try await world.server.call(
      .post, "/api/tips/send", as: "viewer",
      Self.tip(50, #","message":"  well \n done ","context":{"streamId":"\#(world.stream)"}"#))
    #expect(sent.status == 200)
    #expect(sent["toCreatorId"]?.stringValue == "creator")
    #expect(sent["amountTokens"]?.integerValue == 50)
    #expect(sent["creatorCut"]?.integerValue == 45)
    #expect(sent["platformFee"]?.integerValue == 5)
    #expect(sent["newBalance"]?.integerValue == World.coins - 50)
    #expect(sent["message"]?.stringValue == "well done")
    #expect(try await world.balance() == World.coins - 50)
  }

  @Test(
    arguments: [
      ("stream", #","context":{"callId":"c1"}"#, 404, "feature_disabled"),
      ("context.channel", #","context":{"channel":"elsewhere-1"}"#, 422, "validation_failed"),
      ("amountTokens", "", 422, "rule_violated"),
    ] as [(String, String, Int, String)])
  func `what a tip cannot be is refused`(
    what: String, more: String, status: Int, code: String
  ) async throws {
    let world = try await World()
    let coins: Int64 = what == "amountTokens" ? 100_001 : 5
    let answer = try await world.server.call(
      .post, "/api/tips/send", as: "viewer", Self.tip(coins, more))
    #expect(answer.status == status && answer["code"]?.stringValue == code)
    #expect(try await world.balance() == World.coins)
  }

  @Test func `the same key pays once and tells the same`() async throws {
    let world = try await World()
    func send(_ coins: Int64) async throws -> Answer {
      try await world.server.call(
        .post, "/api/tips/send", as: "viewer", Self.tip(coins),
        key: "one-tip")
    }
    let first = try await send(20)
    let again = try await send(20)
    #expect(first["tipId"] == again["tipId"] && again.headers["idempotent-replayed"] == "true")
    #expect(try await send(21)["code"]?.stringValue == "idempotency_key_reused")
    #expect(try await world.balance() == World.coins - 20)
  }

  @Test func `history, totals and the best tippers`() async throws {
    let world = try await World()
    for (coins, more) in [(50, #","message":"One""#), (31, "")] as [(Int64, String)] {
      _ = try await world.server.call(.post, "/api/tips/send", as: "viewer", Self.tip(coins, more))
    }
    _ = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send())
    for (person, direction) in [("viewer", "sent"), ("creator", "received")] {
      let history = try await world.server.call(
        .get, "/api/tips/history?direction=\(direction)", as: person)
      let data = history["data"]?.arrayValue ?? []
      #expect(data.map { $0["amountTokens"]?.integerValue } == [31, 50])
      #expect(data.last?["message"]?.stringValue == "One")
      #expect(data.first?["senderId"]?.stringValue == "viewer")
      #expect(history["totals"]?["count"]?.integerValue == 2)
      #expect(history["totals"]?["coins"]?.integerValue == 81)
    }
    let stats = try await world.server.call(.get, "/api/tips/stats/creator", as: "viewer")
    #expect(stats["count"]?.integerValue == 2 && stats["total"]?.integerValue == 81)
    #expect(stats["average"]?.integerValue == 40)
    let best = stats["topTippers"]?.arrayValue?.first
    #expect(best?["userId"]?.stringValue == "viewer" && best?["total"]?.integerValue == 81)
    let dashboard = try await world.server.call(.get, "/api/earnings/dashboard", as: "creator")
    #expect(dashboard["fromTips"]?.integerValue == 81)
    let stranger = try await world.server.call(.get, "/api/tips/stats/nobody", as: "viewer")
    #expect(stranger.status == 404)
  }

  @Test func `the statement names tips, and settings say what pages offer`() async throws {
    let world = try await World()
    _ = try await world.server.call(.post, "/api/tips/send", as: "viewer", Self.tip(50))
    let lines = try await world.server.call(
      .get, "/api/transactions?type=TIP_SENT", as: "viewer")
    let line = lines["data"]?.arrayValue?.first
    #expect(line?["amount"]?.integerValue == -50)
    #expect(line?["referenceType"]?.stringValue == "tip")
    #expect(line?["description"]?.stringValue?.hasPrefix("Tip to ") == true)
    let options = try await world.server.call(.get, "/api/tips/options", as: "viewer")
    #expect(options["minimum"]?.integerValue == 1)
    #expect(
      options["presets"]?.arrayValue?.compactMap(\.integerValue) == [50, 100, 250, 500])
  }
}
