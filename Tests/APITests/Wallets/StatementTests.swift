import Application
import HTTPServer
import JSON
import Ledger
import Monetization
import TestKit
import Testing

@testable import API

@Suite struct StatementTests {
  @Test func `a wallet's lines tell amount, balances and cause, newest first`() async throws {
    let world = try await World()
    _ = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send(3))
    let statement = try await world.server.call(.get, "/api/transactions", as: "viewer")
    #expect(statement.data.map { $0["type"]?.stringValue } == ["GIFT_SENT", "ADMIN_ADJUSTMENT"])
    let line = try #require(statement.data.first)
    #expect(line["amount"]?.integerValue == -30)
    #expect(line["balanceBefore"]?.integerValue == World.coins)
    #expect(line["balanceAfter"]?.integerValue == World.coins - 30)
    #expect(line["referenceType"]?.stringValue == "gift")
    #expect(line["referenceId"]?.stringValue == world.gift)
    #expect(line["description"]?.stringValue == "Rose × 3 to creator")
    #expect(statement.data.last?["description"]?.stringValue == "Adjustment: A test needs coins.")
    let alias = try await world.server.call(.get, "/api/coins/transactions", as: "viewer")
    #expect(alias.bytes == statement.bytes)
  }

  @Test func `a creator's earnings show the gross and the commission as two lines`() async throws {
    let world = try await World()
    _ = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send(10))
    let statement = try await world.server.call(
      .get, "/api/transactions?account=earnings", as: "creator")
    #expect(statement.data.map { $0["type"]?.stringValue } == ["COMMISSION", "GIFT_RECEIVED"])
    #expect(statement.data.map { $0["amount"]?.integerValue } == [-25, 100])
    #expect(Set(statement.data.map { $0["id"]?.stringValue }).count == 2)
    #expect(statement.data.first?["balanceAfter"]?.integerValue == 75)
  }

  @Test func `type, from and to choose lines`() async throws {
    let world = try await World()
    for _ in 0..<3 {
      world.server.clock.move(byMilliseconds: 60_000)
      _ = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send())
    }
    let all = try await world.server.call(.get, "/api/transactions", as: "viewer")
    #expect(all.data.count == 4)
    let times = all.data.compactMap { $0["createdAt"]?.stringValue }
    let gifts = try await world.server.call(
      .get, "/api/transactions?type=GIFT_SENT&limit=2", as: "viewer")
    #expect(gifts.data.count == 2)
    #expect(gifts["nextCursor"]?.stringValue != nil)
    let middle = try await world.server.call(
      .get, "/api/transactions?from=\(times[2])&to=\(times[0])", as: "viewer")
    #expect(middle.data.compactMap { $0["createdAt"]?.stringValue } == [times[1], times[2]])
    #expect(middle["nextCursor"] == .null)
  }

  @Test func `a filter that finds nothing ends its page early, and costs what it reads`()
    async throws
  {
    let world = try await World()
    let (viewer, creator) = (
      try await world.server.register("viewer"), try await world.server.register("creator")
    )
    let gift = try #require(GiftID(text: world.gift))
    for _ in 0..<450 {
      try await world.server.submit(
        .sendGift(SendGift(sender: viewer, receiver: creator, gift: gift, quantity: 1)))
    }
    var pages: [Int] = []
    var remaining: [Int] = []
    var cursor: String? = ""
    while let next = cursor {
      let place = next.isEmpty ? "" : "&cursor=\(next)"
      let target = "/api/transactions?type=ADMIN_ADJUSTMENT\(place)"
      let page = try await world.server.call(.get, target, as: "viewer")
      pages.append(page.data.count)
      remaining.append(Int(page.headers["ratelimit-remaining"] ?? "") ?? 0)
      cursor = page["nextCursor"]?.stringValue
    }
    #expect(pages == [0, 0, 1])
    // Two calls made the viewer known. 200 entries cost 25 calls, a page of 20 lines three.
    #expect(remaining == [397, 372, 347])
    for left in [340, 337] as [Int] {
      let usual = try await world.server.call(.get, "/api/transactions", as: "viewer")
      #expect(usual.data.count == 20)
      #expect(usual.headers["ratelimit-remaining"] == String(left))
    }
  }

  @Test func `spreadsheets get the same lines, and nothing that they would run`() async throws {
    let world = try await World()
    try await world.server.submit(
      .adjustWallet(
        .init(user: try await world.server.register("viewer"), quantity: 1, reason: #"a,"b""#)))
    var headers: HTTPHeaders = ["authorization": "Bearer " + world.server.token(of: "viewer")]
    headers.add("accept", "text/csv, */*;q=0.1")
    let csv = try await world.server.call(.get, "/api/transactions", headers)
    #expect(csv.headers["content-type"] == "text/csv; charset=utf-8")
    let lines = csv.text.split(separator: "\r\n")
    #expect(lines.count == 3)
    #expect(lines.first?.hasPrefix("\u{FEFF}id,transactionId,type,amount,") == true)
    #expect(lines[1].contains(#""Adjustment: a,""b""""#))
    _ = try await world.server.call(
      .patch, "/api/admin/gifts/\(world.gift)", as: "admin", #"{"name":"=cmd()"}"#)
    _ = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send())
    let later = try await world.server.call(.get, "/api/transactions", headers)
    #expect(later.text.contains(#""'=cmd() to creator""#))
  }
}
