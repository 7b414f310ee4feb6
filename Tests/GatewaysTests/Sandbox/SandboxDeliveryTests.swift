import Application
import HTTPClient
import JSON
import Ledger
import Monetization
import Money
import TestKit
import Testing

@testable import Gateways

/// The webhooks that the shop receives for each outcome, over real HTTP.
@Suite struct SandboxDeliveryTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Types, amounts and which event ids are the same, in the order of arrival.
  struct Told: Equatable, Sendable {
    let types: [String]
    let amounts: [Int64]
    let events: [Int]
  }

  @Test(arguments: [
    ("success", Told(types: ["payment.succeeded"], amounts: [89_900], events: [1])),
    ("fail", Told(types: ["payment.failed"], amounts: [89_900], events: [1])),
    ("cancel", Told(types: ["payment.cancelled"], amounts: [89_900], events: [1])),
    (
      "duplicate",
      Told(
        types: ["payment.succeeded", "payment.succeeded", "payment.succeeded"],
        amounts: [89_900, 89_900, 89_900], events: [1, 1, 2])
    ),
    (
      "delay",
      Told(
        types: ["payment.processing", "payment.succeeded"], amounts: [89_900, 89_900],
        events: [1, 2])
    ),
    ("wrong-amount", Told(types: ["payment.succeeded"], amounts: [89_901], events: [1])),
  ])
  func `each choice is told as it should be`(outcome: String, told: Told) async throws {
    try await SandboxStage.with(in: folder) { stage in
      let path = stage.path(of: try await stage.gateway.begin(order()))
      #expect(try stage.choose(outcome, path).status == 303)
      let webhooks = await stage.shop.next(told.types.count)
      let bodies = try webhooks.map { try JSONValue(parsing: $0.body) }
      let ids = webhooks.compactMap { $0.single("webhook-id") }
      let arrived = Told(
        types: bodies.compactMap { $0["type"]?.stringValue },
        amounts: bodies.compactMap { $0["data"]?["amount"]?.integerValue },
        events: ids.compactMap { $0.last?.wholeNumberValue })
      #expect(arrived == told)
      for webhook in webhooks {
        let report = try stage.report(of: webhook)
        #expect(report.purchase == PurchaseID(42))
        #expect(report.eventID == webhook.single("webhook-id"))
      }
    }
  }

  @Test func `keeps two per cent of what it takes`() async throws {
    try await SandboxStage.with(in: folder) { stage in
      let path = stage.path(of: try await stage.gateway.begin(order()))
      _ = try stage.choose("success", path)
      let payment = GatewayReport.Payment(
        transaction: "sandbox-" + PurchaseID(42).text,
        amount: Money(minorUnits: 89_900, currency: .inr),
        fee: Money(minorUnits: 1_798, currency: .inr), method: .sandbox)
      let webhook = await stage.shop.next(1)[0]
      #expect(try stage.report(of: webhook).outcome == .paid(payment))
    }
  }

  @Test func `the look-up says what the webhook says, under the same id`() async throws {
    try await SandboxStage.with(in: folder) { stage in
      let start = try await stage.gateway.begin(order())
      #expect(try await stage.lookUp() == nil)
      _ = try stage.choose("success", stage.path(of: start))
      let webhook = await stage.shop.next(1)[0]
      #expect(try await stage.lookUp() == stage.report(of: webhook))
    }
  }

  @Test func `a delayed payment is processing until its time has come`() async throws {
    try await SandboxStage.with(in: folder) {
      $0.delayMilliseconds = 5_000
    } test: { stage in
      let start = try await stage.gateway.begin(order())
      _ = try stage.choose("delay", stage.path(of: start))
      let first = await stage.shop.next(1)[0]
      #expect(try stage.report(of: first).outcome == .processing)
      #expect(try await stage.lookUp()?.outcome == .processing)
      stage.clock.advance(byMilliseconds: 5_000)
      stage.gateway.deliveries.wake()
      let second = await stage.shop.next(1)[0]
      #expect(try await stage.lookUp() == stage.report(of: second))
    }
  }

  @Test func `tries again with the same id until the shop takes it`() async throws {
    try await SandboxStage.with(in: folder, statuses: [500, 302, 404]) { stage in
      let path = stage.path(of: try await stage.gateway.begin(order()))
      _ = try stage.choose("success", path)
      let webhooks = await stage.shop.next(4)
      #expect(Set(webhooks.map { $0.single("webhook-id") }).count == 1)
      #expect(Set(webhooks.map(\.body)).count == 1)
    }
  }

  @Test func `gives up after the last try and continues with the next message`() async throws {
    try await SandboxStage.with(in: folder, statuses: [500, 500, 500, 500]) { stage in
      let path = stage.path(of: try await stage.gateway.begin(order()))
      _ = try stage.choose("delay", path)
      let webhooks = await stage.shop.next(5)
      #expect(webhooks.prefix(4).allSatisfy { $0.body == webhooks[0].body })
      #expect(webhooks[4].body != webhooks[0].body)
    }
  }

  @Test func `events that were not sent are sent after a restart, and no others`() async throws {
    try await SandboxStage.with(in: folder) {
      $0.delayMilliseconds = 60_000
    } test: { stage in
      let start = try await stage.gateway.begin(order())
      _ = try stage.choose("delay", stage.path(of: start))
      let first = await stage.shop.next(1)[0]
      #expect(try stage.report(of: first).outcome == .processing)
    }
    try await SandboxStage.with(in: folder) { stage in
      let told = try JSONValue(parsing: await stage.shop.next(1)[0].body)
      #expect(told["type"]?.stringValue == "payment.succeeded")
    }
    let book = try SandboxBook(path: folder.path + "/sandbox.jsonl", delayMilliseconds: 0)
    let (due, later) = await book.nextDelivery(at: Timestamp(milliseconds: .max))
    #expect(due == nil && later == nil)
  }

  @Test func `a custom amount is paid at once, and told like every payment`() async throws {
    try await SandboxStage.with(in: folder) { stage in
      let custom = order(package: nil)
      guard case .settled(let webhook) = try await stage.gateway.begin(custom) else {
        Issue.record("a custom amount has no page")
        return
      }
      let report = try stage.report(of: webhook)
      #expect(report.purchase == PurchaseID(42))
      #expect(report.payment?.amount == custom.offer.price)
      let sent = try #require(await stage.shop.next(1).first)
      #expect(try stage.report(of: sent) == report)
      // A repeated beginning gets the same answer at any time.
      stage.clock.advance(byMilliseconds: 86_400_000)
      guard case .settled(let again) = try await stage.gateway.begin(custom) else {
        Issue.record("a custom amount has no page")
        return
      }
      #expect(try stage.report(of: again) == report)
      #expect(try await stage.lookUp() == report)
    }
  }
}
