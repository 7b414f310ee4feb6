import HTTPServer
import JSON
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
    #expect(answer.code == "validation_failed")
    #expect(try world.server.journalLength == before)
  }
}
