import HTTPServer
import JSON
import Testing

@testable import API

@Suite struct GiftCatalogTests {
  @Test func `the catalog shows active gifts in their order and filters them`() async throws {
    let world = try await World()
    _ = try await world.server.make(
      "/api/admin/gifts", by: "admin",
      #"{"name":"Crown","coinPrice":500,"category":"BADGE","rarity":"EPIC","sortOrder":-1,"#
        + #""usdPrice":{"amount":499,"currency":"USD"},"imageUrl":"/gifts/crown.svg"}"#)
    let hidden = try await world.server.make(
      "/api/admin/gifts", by: "admin", #"{"name":"Old","coinPrice":1,"isActive":false}"#)
    let all = try await world.server.call(.get, "/api/gifts")
    #expect(all.data.map { $0["name"]?.stringValue } == ["Crown", "Rose"])
    #expect(all.data.first?["usdPrice"]?["amount"]?.integerValue == 499)
    let badges = try await world.server.call(.get, "/api/gifts?category=BADGE&rarity=EPIC")
    #expect(badges.data.map { $0["name"]?.stringValue } == ["Crown"])
    let none = try await world.server.call(.get, "/api/gifts?category=EMOJI&rarity=EPIC")
    #expect(none.data.isEmpty)
    let sent = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer",
      #"{"giftId":"\#(hidden)","receiverId":"creator"}"#)
    #expect(sent.code == "not_found")
  }

  @Test func `who has the catalog already is told so until it changes`() async throws {
    let world = try await World()
    let first = try await world.server.call(.get, "/api/gifts")
    let tag = try #require(first.headers["etag"])
    let same = try await world.server.call(
      .get, "/api/gifts", ["if-none-match": "\"other\", W/\(tag)"])
    #expect(same.status == 304)
    #expect(same.bytes.isEmpty)
    _ = try await world.server.call(
      .patch, "/api/admin/gifts/\(world.gift)", as: "admin", #"{"name":"Tulip"}"#)
    let changed = try await world.server.call(.get, "/api/gifts", ["if-none-match": tag])
    #expect(changed.status == 200)
    #expect(changed.data.first?["name"]?.stringValue == "Tulip")
  }

  @Test func `usage counts quantities`() async throws {
    let world = try await World()
    _ = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send(3))
    _ = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send(4))
    let all = try await world.server.call(.get, "/api/gifts")
    #expect(all.data.first?["usageCount"]?.integerValue == 7)
  }

  @Test func `a limited gift is never oversold, also while an admin renames it`() async throws {
    let world = try await World()
    let gift = try await world.server.make(
      "/api/admin/gifts", by: "admin", #"{"name":"Rare","coinPrice":1,"remaining":5}"#)
    let body = #"{"giftId":"\#(gift)","receiverId":"creator","quantity":3}"#
    let first = try await world.server.call(.post, "/api/gifts/send", as: "viewer", body)
    let renamed = try await world.server.call(
      .patch, "/api/admin/gifts/\(gift)", as: "admin", #"{"name":"Rarer"}"#)
    let second = try await world.server.call(.post, "/api/gifts/send", as: "viewer", body)
    #expect(first.status == 200)
    #expect(renamed["remaining"]?.integerValue == 2)
    #expect(renamed["isLimited"]?.boolValue == true)
    #expect(second.code == "out_of_stock")
    #expect(second["remaining"]?.integerValue == 2)
  }

  @Test func `null clears a field of a gift and absence keeps it`() async throws {
    let world = try await World()
    let target = "/api/admin/gifts/\(world.gift)"
    _ = try await world.server.call(
      .patch, target, as: "admin",
      #"{"remaining":9,"imageUrl":"https://example.test/a.png"}"#)
    let kept = try await world.server.call(.patch, target, as: "admin", #"{"sortOrder":3}"#)
    #expect(kept["imageUrl"]?.stringValue == "https://example.test/a.png")
    #expect(kept["remaining"]?.integerValue == 9)
    let cleared = try await world.server.call(
      .patch, target, as: "admin", #"{"imageUrl":null,"remaining":null}"#)
    #expect(cleared["imageUrl"] == .null)
    #expect(cleared["isLimited"]?.boolValue == false)
  }

  @Test(arguments: ["javascript:alert(1)", "//evil.test/x", "data:text/html,x", "ftp://x", "a b"])
  func `an address that a page must not open is refused`(address: String) async throws {
    let world = try await World()
    let answer = try await world.server.call(
      .patch, "/api/admin/gifts/\(world.gift)", as: "admin", #"{"imageUrl":"\#(address)"}"#)
    #expect(answer.code == "validation_failed")
    #expect(answer["field"]?.stringValue == "imageUrl")
  }

  @Test func `a retired gift leaves the catalog and keeps its history`() async throws {
    let world = try await World()
    _ = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send())
    let retired = try await world.server.call(
      .delete, "/api/admin/gifts/\(world.gift)", as: "admin")
    #expect(retired["isActive"]?.boolValue == false)
    #expect(try await world.server.call(.get, "/api/gifts").data.isEmpty)
    let history = try await world.server.call(.get, "/api/gifts/history", as: "viewer")
    #expect(history.data.first?["giftName"]?.stringValue == "Rose")
  }
}
