import HTTPServer
import JSON
import Monetization
import TestKit
import Testing

@testable import API

@Suite struct SettingsTests {
  @Test func `settings begin as the preset and change field by field`() async throws {
    let world = try await World()
    let before = try await world.server.call(.get, "/api/admin/settings", as: "admin")
    #expect(before["preset"]?.stringValue == "streamit")
    #expect(before["giftCommissionRate"]?.integerValue == 2_500)
    #expect(before["tipCommissionRate"]?.integerValue == 1_000)
    #expect(before["streamCommissionRate"]?.integerValue == 3_000)
    #expect(before["coinsToInrRate"]?.stringValue == "1")
    #expect(before["minimumWithdrawal"]?.integerValue == 1_000)
    #expect(before["likeTipEnabled"]?.boolValue == true)
    let after = try await world.server.call(
      .patch, "/api/admin/settings", as: "admin",
      #"{"giftCommissionRate":5000,"coinsToInrRate":"0.75","likeTipAmount":2}"#)
    #expect(after["giftCommissionRate"]?.integerValue == 5_000)
    #expect(after["tipCommissionRate"]?.integerValue == 1_000)
    #expect(after["coinsToInrRate"]?.stringValue == "0.75")
    #expect(after["version"]?.integerValue == (before["version"]?.integerValue ?? 0) + 1)
    let sent = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send(10))
    #expect(sent.status == 200)
    let received = try await world.server.call(.get, "/api/gifts/received", as: "creator")
    #expect(received.data.first?["earned"]?.integerValue == 50)
  }

  @Test func `every version is kept, with who saved it and when`() async throws {
    let world = try await World()
    let server = world.server
    try await server.submit(.saveSettings(SaveSettings(settings: .streamit)))
    server.clock.move(byMilliseconds: 5_000)
    for rate in [3_000, 4_000] {
      let changed = try await server.call(
        .patch, "/api/admin/settings", as: "admin", #"{"giftCommissionRate":\#(rate)}"#)
      #expect(changed.status == 200)
      // The same again changes nothing and is no version.
      _ = try await server.call(
        .patch, "/api/admin/settings", as: "admin", #"{"giftCommissionRate":\#(rate)}"#)
    }
    let key = try await server.makeKey(#""admin""#)
    _ = try await server.call(
      .patch, "/api/admin/settings",
      ["content-type": "application/json", "authorization": "Bearer " + key],
      body: Array(#"{"coinName":"Star"}"#.utf8))

    let now = try await server.call(.get, "/api/admin/settings", as: "admin")
    let list = try await server.call(.get, "/api/admin/settings/versions", as: "admin")
    #expect(list.data.compactMap { $0["version"]?.integerValue } == [4, 3, 2, 1])
    #expect(list.data.first?["settings"] == now.json)
    #expect(
      list.data.map { $0["settings"]?["giftCommissionRate"]?.integerValue }
        == [4_000, 4_000, 3_000, 2_500])
    let authors = list.data.compactMap { $0["savedBy"] }
    #expect(
      authors.map { $0["kind"]?.stringValue } == ["key", "user", "user", "platform"])
    #expect(authors.map { $0["id"]?.stringValue }.dropFirst() == ["admin", "admin", nil])
    let times = list.data.compactMap { $0["savedAt"]?.stringValue }
    #expect(times == times.sorted(by: >) && times[2] != times[3])
    #expect(list["nextCursor"] == .null)
  }

  @Test func `versions come page by page`() async throws {
    let world = try await World()
    for amount in 1...5 {
      _ = try await world.server.call(
        .patch, "/api/admin/settings", as: "admin", #"{"likeTipAmount":\#(amount + 1)}"#)
    }
    var (seen, cursor) = ([Int64](), "")
    repeat {
      let page = try await world.server.call(
        .get, "/api/admin/settings/versions?limit=2" + cursor, as: "admin")
      #expect(page.data.count <= 2)
      seen += page.data.compactMap { $0["version"]?.integerValue }
      cursor = page["nextCursor"]?.stringValue.map { "&cursor=" + $0 } ?? ""
    } while !cursor.isEmpty
    #expect(seen == [5, 4, 3, 2, 1])
  }

  @Test func `a change from an old version is refused`() async throws {
    let world = try await World()
    _ = try await world.server.call(
      .patch, "/api/admin/settings", as: "admin", #"{"version":0,"likeTipAmount":2}"#)
    let stale = try await world.server.call(
      .patch, "/api/admin/settings", as: "admin", #"{"version":0,"likeTipAmount":3}"#)
    #expect(stale.code == "conflict")
    #expect(stale["reason"]?.stringValue == "settings_changed_meanwhile")
  }

  @Test(arguments: [
    #"{"giftCommissionRate":10001}"#, #"{"coinsToInrRate":1.0}"#, #"{"coinsToInrRate":"1e3"}"#,
    #"{"coinsToInrRate":"0.123456789"}"#, #"{"giftSendsPerSecond":50}"#, #"{"payoutUnit":"XYZ"}"#,
    #"{"minimumWithdrawal":-1}"#,
  ])
  func `settings that cannot hold are refused`(body: String) async throws {
    let world = try await World()
    let before = try world.server.journalLength
    let answer = try await world.server.call(.patch, "/api/admin/settings", as: "admin", body)
    #expect(["validation_failed", "rule_violated"].contains(answer.code))
    #expect(try world.server.journalLength == before)
  }
}
