import HTTPServer
import JSON
import Testing

@testable import API

@Suite struct BalanceTests {
  @Test(arguments: ["/api/coins/balance", "/api/wallet/balance", "/api/wallet/me"])
  func `a wallet exists from the first look and tells what went through it`(
    target: String
  ) async throws {
    let world = try await World()
    let fresh = try await world.server.call(.get, target, as: "fresh")
    #expect(fresh["balance"]?.integerValue == 0)
    #expect(fresh["unit"]?.stringValue == "coin")
    _ = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send(2))
    let spent = try await world.server.call(.get, target, as: "viewer")
    #expect(spent["totalSpent"]?.integerValue == 20)
    let earned = try await world.server.call(.get, target, as: "creator")
    #expect(earned["totalEarned"]?.integerValue == 20)
    #expect(earned["balance"]?.integerValue == 0)
  }

  @Test func `an adjustment cannot take more than there is`() async throws {
    let world = try await World()
    let answer = try await world.server.call(
      .post, "/api/admin/adjustments", as: "admin",
      #"{"userId":"viewer","amount":-20001,"reason":"Too much."}"#)
    #expect(answer.code == "insufficient_balance")
    #expect(answer["shortfall"]?.integerValue == 1)
  }

  @Test func `an adjustment of nothing or of nobody is refused`() async throws {
    let world = try await World()
    let nothing = try await world.server.call(
      .post, "/api/admin/adjustments", as: "admin",
      #"{"userId":"viewer","amount":0,"reason":"Nothing."}"#)
    #expect(nothing.code == "rule_violated")
    let nobody = try await world.server.call(
      .post, "/api/admin/adjustments", as: "admin",
      #"{"userId":"unknown","amount":5,"reason":"A gift."}"#)
    #expect(nobody.code == "not_found")
  }

  @Test func `all accounts of a unit add up to zero`() async throws {
    let world = try await World()
    _ = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send(7))
    let trial = try await world.server.call(
      .get, "/api/admin/ledger/trial-balance", as: "admin")
    #expect(trial["units"]?.arrayValue?.allSatisfy { $0["isBalanced"]?.boolValue == true } == true)
    let wallets = trial.data.first { $0["account"]?.stringValue == "wallet" }
    #expect(wallets?["balance"]?.integerValue == World.coins - 70)
    let commission = trial.data.first { $0["account"]?.stringValue == "commission" }
    // A quarter of 70 is 17 and a half: the half is carried.
    #expect(commission?["balance"]?.integerValue == 17)
  }
}
