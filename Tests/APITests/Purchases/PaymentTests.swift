import Application
import HTTPClient
import HTTPServer
import JSON
import Ledger
import Monetization
import Money
import TestKit
import Testing

@testable import API

/// From the order to the coins: every ending, through a real server and real webhooks.
@Suite struct PaymentTests {
  private let folder: Folder
  private let world: World

  init() async throws {
    folder = try Folder()
    world = try await World()
  }

  struct Ending: Sendable, CustomTestStringConvertible {
    let outcome: String
    let status: String
    let balance: Int64
    let webhooks: Int
    let parked: Int
    var testDescription: String { outcome }
  }

  @Test(arguments: [
    Ending(outcome: "success", status: "COMPLETED", balance: 105, webhooks: 1, parked: 0),
    Ending(outcome: "fail", status: "FAILED", balance: 0, webhooks: 1, parked: 0),
    Ending(outcome: "cancel", status: "CANCELLED", balance: 0, webhooks: 1, parked: 0),
    Ending(outcome: "duplicate", status: "COMPLETED", balance: 105, webhooks: 3, parked: 0),
    Ending(outcome: "delay", status: "COMPLETED", balance: 105, webhooks: 2, parked: 0),
    Ending(outcome: "wrong-amount", status: "PENDING", balance: 0, webhooks: 1, parked: 1),
  ])
  func `every ending of the hosted page ends as it should`(ending: Ending) async throws {
    try await PaymentStage.with(world, in: folder) { stage in
      let purchase = try stage.buy(#","returnUrl":"/coins/shop""#)
      let id = try #require(purchase["purchaseId"]?.stringValue)
      let chosen = try stage.choose(ending.outcome, purchase)
      #expect(chosen.status == 303)
      #expect(
        chosen.headers["location"] == "/coins/shop?purchase=\(id)&outcome=\(ending.outcome)")
      let answers = await stage.webhookAnswers(ending.webhooks)
      #expect(answers == Array(repeating: 200, count: ending.webhooks))
      let record = try stage.record(purchase)
      #expect(record["status"]?.stringValue == ending.status)
      #expect(try stage.balance() == ending.balance)
      #expect(try await stage.parked() == ending.parked)
      let isFailed = record["failureReason"]?.stringValue != nil
      #expect(isFailed == (ending.outcome == "fail"))
      // Asking afterwards says the same and moves nothing.
      let verified = try stage.verify(purchase)
      #expect(verified["status"]?.stringValue == ending.status)
      #expect(verified["newBalance"]?.integerValue == ending.balance)
      #expect(try await stage.parked() == ending.parked)
    }
    try await expectTrueBooks()
  }

  @Test(arguments: ["success", "duplicate"])
  func `asking before the webhook comes credits once`(outcome: String) async throws {
    try await PaymentStage.with(world, in: folder, isDelivering: false) { stage in
      let purchase = try stage.buy()
      #expect(try stage.verify(purchase)["status"]?.stringValue == "PENDING")
      try stage.choose(outcome, purchase)
      for _ in 0..<3 {
        let verified = try stage.verify(purchase)
        #expect(verified["status"]?.stringValue == "COMPLETED")
        #expect(verified["newBalance"]?.integerValue == 105)
      }
    }
    // The gateway comes back and tells what the shop knows already.
    try await PaymentStage.with(world, in: folder) { (stage) async throws in
      let expected = outcome == "success" ? 1 : 3
      #expect(await stage.webhookAnswers(expected).allSatisfy { $0 == 200 })
      #expect(try stage.balance() == 105)
      #expect(try await stage.parked() == 0)
    }
    try await expectTrueBooks()
  }

  @Test func `a payment survives a restart between the page and the webhook`() async throws {
    var paid: Reply?
    try await PaymentStage.with(world, in: folder, isDelivering: false) { stage in
      let purchase = try stage.buy()
      try stage.choose("success", purchase)
      #expect(try stage.balance() == 0)
      paid = purchase
    }
    let purchase = try #require(paid)
    try await PaymentStage.with(world, in: folder) { (stage) async throws in
      #expect(await stage.webhookAnswers(1) == [200])
      #expect(try stage.balance() == 105)
      #expect(try stage.record(purchase)["status"]?.stringValue == "COMPLETED")
    }
  }

  @Test func `a second click and a second outcome change nothing`() async throws {
    try await PaymentStage.with(world, in: folder) { stage in
      let purchase = try stage.buy()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<16 { group.addTask { try stage.choose("success", purchase) } }
        try await group.waitForAll()
      }
      #expect(await stage.webhookAnswers(1) == [200])
      try stage.choose("fail", purchase)
      #expect(try stage.record(purchase)["status"]?.stringValue == "COMPLETED")
      #expect(try stage.balance() == 105)
    }
  }

  @Test func `a wrong amount is credited by no way round`() async throws {
    try await PaymentStage.with(world, in: folder, isDelivering: false) { stage in
      let purchase = try stage.buy()
      try stage.choose("wrong-amount", purchase)
      for _ in 0..<3 {
        #expect(try stage.verify(purchase)["status"]?.stringValue == "PENDING")
      }
      #expect(try stage.balance() == 0)
      #expect(try await stage.parked() == 1)
    }
  }

  @Test func `an admin sees what was parked, and what it says`() async throws {
    try await PaymentStage.with(world, in: folder) { stage in
      let wrong = try stage.buy()
      try stage.choose("wrong-amount", wrong)
      let right = try stage.buy()
      try stage.choose("success", right)
      #expect(await stage.webhookAnswers(2) == [200, 200])
      let list = try stage.call("GET", "/api/admin/purchases?parked=true", as: "admin")
      #expect(list["nextCursor"] == .null)
      guard case .array(let items) = list["data"], let item = items.first else {
        Issue.record("\(list.json)")
        return
      }
      #expect(items.count == 1)
      #expect(item["purchaseId"] == wrong["purchaseId"])
      #expect(item["status"]?.stringValue == "PENDING")
      #expect(item["userId"]?.stringValue == "buyer")
      let parked = try #require(item["parked"])
      #expect(parked["gateway"]?.stringValue == "sandbox")
      let said = try JSONValue(parsing: Array((parked["body"]?.stringValue ?? "").utf8))
      #expect(said["data"]?["amount"]?.integerValue == 9_901)
      let all = try stage.call("GET", "/api/admin/purchases?parked=false", as: "admin")
      guard case .array(let purchases) = all["data"] else { return }
      #expect(purchases.count == 2 && purchases.allSatisfy { $0["parked"] == nil })
    }
  }

  @Test func `parked payments come page by page`() async throws {
    let server = world.server
    let buyer = try await server.register("buyer")
    for number in 0..<5 {
      let made = await server.platform.submit(
        .createPurchase(
          CreatePurchase(
            user: buyer, goods: .custom(Coins(10)), gateway: .stripe, returnURL: nil)),
        by: .nobody)
      guard case .accepted(let entry, _) = made else { continue }
      let report = GatewayReport(
        gateway: .razorpay, eventID: "evt_\(number)", purchase: PurchaseID(entry.stamp.rawValue),
        outcome: .processing, body: "{}")
      try await server.platform.settle(report)
    }
    var (seen, cursor) = ([String](), "")
    repeat {
      let page = try await server.call(
        .get, "/api/admin/purchases?parked=true&limit=2" + cursor, as: "admin")
      seen += page.data.compactMap { $0["parked"]?["eventId"]?.stringValue }
      cursor = page["nextCursor"]?.stringValue.map { "&cursor=" + $0 } ?? ""
    } while !cursor.isEmpty
    #expect(seen == ["evt_4", "evt_3", "evt_2", "evt_1", "evt_0"])
    let other = try await server.call(.get, "/api/admin/purchases?parked=yes", as: "admin")
    #expect(other.code == "validation_failed")
  }

  @Test func `nobody asks about a purchase of somebody else`() async throws {
    try await PaymentStage.with(world, in: folder) { stage in
      let purchase = try stage.buy(as: "somebody")
      try stage.choose("success", purchase)
      #expect(await stage.webhookAnswers(1) == [200])
      #expect(try stage.verify(purchase).code == "not_found")
      #expect(try stage.record(purchase).code == "not_found")
      #expect(try stage.call("GET", "/api/coins/purchases")["data"] == .array([]))
    }
  }

  @Test(arguments: [
    (#"{}"#, 422, "validation_failed"), (#"{"purchaseId":"pur_1"}"#, 422, "validation_failed"),
    (#"{"purchaseId":"pur_000000000001a"}"#, 404, "not_found"), ("[]", 422, "validation_failed"),
    ("", 400, "malformed_request"),
  ])
  func `asking needs a purchase`(body: String, status: Int, code: String) async throws {
    try await PaymentStage.with(world, in: folder) { stage in
      let answer = try stage.call("POST", "/api/coins/verify-payment", body)
      #expect(answer.status == status)
      #expect(answer.code == code)
    }
  }

  @Test(arguments: ["stripe", "razorpay", "paypal"])
  func `a purchase is asked about at its own gateway`(gateway: String) async throws {
    try await PaymentStage.with(world, in: folder) { stage in
      let id = try #require(try stage.buy()["purchaseId"]?.stringValue)
      let body = #"{"purchaseId":"\#(id)","gateway":"\#(gateway)"}"#
      let answer = try stage.call("POST", "/api/coins/verify-payment", body)
      #expect(["validation_failed", "rule_violated"].contains(answer.code))
    }
  }

  /// Every unit sums to zero and every stored balance is what the journal says.
  private func expectTrueBooks() async throws {
    var verifier = JournalVerifier(store: world.server.store, hashing: ChainSHA256())
    #expect(try verifier.verify().fault == nil)
  }
}
