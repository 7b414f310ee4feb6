import Application
import HTTPServer
import JSON
import Ledger
import TestKit
import Testing

@testable import API

@Suite struct PackageTests {
  @Test func `packages are shown with bonus and price, retired ones only to admins`() async throws {
    let world = try await World()
    let list = try await world.server.call(.get, "/api/coins/packages")
    let package = try #require(list.data.first)
    #expect(package["id"]?.stringValue == world.package)
    #expect(package["totalCoins"]?.integerValue == 105)
    #expect(package["price"]?["amount"]?.integerValue == 9_900)
    #expect(package["price"]?["currency"]?.stringValue == "INR")
    let retired = try await world.server.call(
      .delete, "/api/admin/packages/\(world.package)", as: "admin")
    #expect(retired["isActive"]?.boolValue == false)
    #expect(try await world.server.call(.get, "/api/coins/packages").data.isEmpty)
    let all = try await world.server.call(.get, "/api/admin/packages", as: "admin")
    #expect(all.data.count == 1)
  }

  @Test(arguments: [
    (#"{"name":"X","coins":0,"price":{"amount":1,"currency":"INR"}}"#, "coins"),
    (#"{"name":"X","coins":1,"price":{"amount":0,"currency":"INR"}}"#, "price.amount"),
    (#"{"name":"X","coins":1,"price":{"amount":1,"currency":"inr"}}"#, "price.currency"),
    (#"{"name":"","coins":1,"price":{"amount":1,"currency":"INR"}}"#, "name"),
    (#"{"coins":1,"price":{"amount":1,"currency":"INR"}}"#, "name"),
    (terms(#""promotion":{"startsAt":"2026-01-01","endsAt":"2026-01-01"}"#), "promotion"),
    (terms(#""promotion":{"startsAt":"2026-01-01"}"#), "promotion.endsAt"),
    (terms(#""promotion":{"startsAt":"soon","endsAt":"2026-01-01"}"#), "promotion.startsAt"),
    (terms(#""promotion":"always""#), "promotion"),
    (terms(#""isFirstPurchaseBonus":1"#), "isFirstPurchaseBonus"),
    (terms(#""localPrices":{}"#), "localPrices"),
    (terms(prices("us", 5, "USD")), "localPrices[0].country"),
    (terms(prices("US", 5, "US")), "localPrices[0].price.currency"),
    (terms(prices("US", 0, "USD")), "localPrices[0].price.amount"),
    (terms(prices("IN", 5, "INR")), "localPrices"),
  ])
  func `a package that cannot be sold is refused`(body: String, field: String) async throws {
    let world = try await World()
    let answer = try await world.server.call(.post, "/api/admin/packages", as: "admin", body)
    // What the form of a field cannot say is a rule.
    let isRule = ["promotion", "localPrices"].contains(field) && !body.contains("always")
    let isForm = body.contains(#""localPrices":{}"#) || !isRule
    #expect(answer.code == (isForm ? "validation_failed" : "rule_violated"))
    #expect(answer["field"]?.stringValue == field)
  }

  /// A package of 100 coins for ₹99 with other terms.
  private static func terms(_ more: String) -> String {
    #"{"name":"X","coins":100,"bonusCoins":9,"price":{"amount":9900,"currency":"INR"},\#(more)}"#
  }

  private static func prices(_ country: String, _ amount: Int, _ currency: String) -> String {
    #""localPrices":[{"country":"\#(country)","price":{"amount":\#(amount),"#
      + #""currency":"\#(currency)"}}]"#
  }

  /// The package in the shop.
  private static func shown(
    _ id: String, _ world: World, in currency: String = ""
  ) async throws -> JSONValue {
    let query = currency.isEmpty ? "" : "?currency=\(currency)"
    let list = try await world.server.call(.get, "/api/coins/packages\(query)")
    return try #require(list.data.first { $0["id"]?.stringValue == id })
  }

  @Test func `a listed price is shown to every caller who asks in its currency`() async throws {
    let world = try await World()
    let id = try await world.server.make(
      "/api/admin/packages", by: "admin", Self.terms(Self.prices("US", 129, "USD")))
    for currency in ["", "INR", "EUR"] {
      let shown = try await Self.shown(id, world, in: currency)
      #expect(shown["localPrice"] == nil)
      #expect(shown["price"]?["amount"]?.integerValue == 9_900)
    }
    let shown = try await Self.shown(id, world, in: "USD")
    #expect(shown["localPrice"]?["amount"]?.integerValue == 129)
    #expect(shown["localPrice"]?["currency"]?.stringValue == "USD")
    #expect(shown["price"]?["currency"]?.stringValue == "INR")
    #expect(shown["localPrices"] == nil)
    let admin = try await world.server.call(.get, "/api/admin/packages/\(id)", as: "admin")
    #expect(admin["localPrices"]?.arrayValue?.first?["country"]?.stringValue == "US")
    let changed = try await world.server.call(
      .patch, "/api/admin/packages/\(id)", as: "admin", #"{"localPrices":[]}"#)
    #expect(changed["localPrices"]?.arrayValue == [])
    #expect(try await Self.shown(id, world, in: "USD")["localPrice"] == nil)
  }

  @Test func `a bonus is shown while its promotion lasts, and to admins always`() async throws {
    let world = try await World()
    let now = world.server.clock.now()
    func window(_ start: Int64, _ end: Int64) -> String {
      let (from, until) = (
        now.advanced(byMilliseconds: start).rfc3339, now.advanced(byMilliseconds: end).rfc3339
      )
      return #""promotion":{"startsAt":"\#(from)","endsAt":"\#(until)"}"#
    }
    let id = try await world.server.make(
      "/api/admin/packages", by: "admin", Self.terms(window(-1_000, 1_000)))
    let inside = try await Self.shown(id, world)
    #expect(inside["bonusCoins"]?.integerValue == 9)
    #expect(
      inside["promotion"]?["endsAt"]?.stringValue == now.advanced(byMilliseconds: 1_000).rfc3339)
    world.server.clock.move(byMilliseconds: 1_000)
    let after = try await Self.shown(id, world)
    #expect(after["bonusCoins"]?.integerValue == 0)
    #expect(after["totalCoins"]?.integerValue == 100)
    #expect(after["promotion"] == .null)
    let admin = try await world.server.call(.get, "/api/admin/packages/\(id)", as: "admin")
    #expect(admin["bonusCoins"]?.integerValue == 9)
    #expect(admin["promotion"]?["startsAt"]?.stringValue != nil)
    let ended = try await world.server.call(
      .patch, "/api/admin/packages/\(id)", as: "admin", #"{"promotion":null}"#)
    #expect(ended["promotion"] == .null)
    #expect(try await Self.shown(id, world)["bonusCoins"]?.integerValue == 9)
  }
}
