import Application
import HTTPClient
import HTTPServer
import JSON
import Ledger
import TestKit
import Testing

@testable import API
@testable import Gateways

/// What strangers send to the webhook's address changes nothing.
@Suite struct WebhookTests {
  private let folder: Folder
  private let world: World

  init() async throws {
    folder = try Folder()
    world = try await World()
  }

  /// How an otherwise right webhook is spoiled.
  enum Spoiling: String, CaseIterable, Sendable {
    case body, otherSecret, old, future, noSignature, noID, noTime, otherID, twoIDs, noFields
  }

  @Test(arguments: Spoiling.allCases)
  func `a webhook that is not the gateway's is refused and changes nothing`(
    spoiling: Spoiling
  ) async throws {
    try await PaymentStage.with(world, in: folder) { stage in
      let body = try paid(try stage.buy())
      var (fields, sent) = (try signed(body, stage, spoiling), body)
      switch spoiling {
      case .body:
        sent = Array(String(decoding: body, as: UTF8.self).replacing("9900", with: "9901").utf8)
      case .noSignature: fields.removeAll { $0.0 == "webhook-signature" }
      case .noID: fields.removeAll { $0.0 == "webhook-id" }
      case .noTime: fields.removeAll { $0.0 == "webhook-timestamp" }
      case .otherID: fields = fields.map { $0.0 == "webhook-id" ? ($0.0, "evt_2") : $0 }
      case .twoIDs: fields.append(("webhook-id", "evt_1"))
      case .noFields: fields = []
      case .otherSecret, .old, .future: break
      }
      let before = try world.server.journalLength
      let answer = try post(sent, fields, stage)
      #expect(answer.status == 400)
      #expect(answer.code == "invalid_signature")
      #expect(try world.server.journalLength == before)
      #expect(try stage.balance() == 0)
    }
  }

  @Test func `a right webhook is taken once, however often it comes`() async throws {
    try await PaymentStage.with(world, in: folder) { stage in
      let body = try paid(try stage.buy())
      for _ in 0..<3 {
        #expect(try post(body, signed(body, stage), stage).status == 200)
        #expect(try stage.balance() == 105)
      }
    }
  }

  @Test(
    arguments: [
      (#"{"type":"customer.created","data":{}}"#, nil),
      (#"{"type":"payment.succeeded"}"#, "unreadable"),
      (#"{"type":"payment.succeeded","data":{}}"#, "unreadable"),
      ("{}", "unreadable"), ("nonsense", "unreadable"), ("", "unreadable"),
      (#"{"type":"payment.failed","data":{}}"#, "unknown_order"),
      (#"{"type":"payment.cancelled","data":{"orderId":"ord_000000000001a"}}"#, "unknown_order"),
      (#"{"type":"payment.cancelled","data":{"orderId":"elsewhere-7"}}"#, "unknown_order"),
    ] as [(String, String?)])
  func `a signed body that says something else is kept, and parked unless it is of no payment`(
    body: String, reason: String?
  ) async throws {
    try await PaymentStage.with(world, in: folder) { stage in
      let before = try world.server.journalLength
      let answer = try post(Array(body.utf8), signed(Array(body.utf8), stage), stage)
      #expect(answer.status == 200)
      #expect(try world.server.journalLength == before + 1)
      #expect(
        try stage.parkedItems().map { $0["parked"]?["reason"]?.stringValue }
          == (reason.map { [$0] } ?? []))
    }
  }

  @Test func `a body has a bound and a type`() async throws {
    try await PaymentStage.with(world, in: folder) { (stage) async throws in
      let long = [UInt8](repeating: 0x20, count: 64 * 1024 + 1)
      #expect(try post(long, [("content-type", "application/json")], stage).status == 413)
      let form = [("content-type", "application/x-www-form-urlencoded")]
      #expect(try post([0x61], form, stage).status == 415)
    }
  }

  @Test func `nobody has an address for webhooks of a gateway that is not configured`()
    async throws
  {
    let answer = try await world.server.call(
      .post, "/api/webhook/sandbox", ["content-type": "application/json"], body: [0x7B, 0x7D])
    #expect(answer.code == "feature_disabled")
  }

  /// What the sandbox would say of a purchase that was paid.
  private func paid(_ purchase: Reply) throws -> [UInt8] {
    let order = try #require(purchase["orderId"]?.stringValue)
    return Array(
      (#"{"type":"payment.succeeded","data":{"orderId":"\#(order)","paymentId":"p","#
        + #""amount":9900,"currency":"INR","fee":198}}"#).utf8)
  }

  private func signed(
    _ body: [UInt8], _ stage: PaymentStage, _ spoiling: Spoiling? = nil
  ) throws -> [(String, String)] {
    let other = "whsec_CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg="
    let text = spoiling == .otherSecret ? other : PaymentStage.secret
    let secret = try #require(StandardWebhookSecret(text: text))
    let shift: Int64 = spoiling == .old ? -301_000 : spoiling == .future ? 301_000 : 0
    let time = world.server.clock.now().advanced(byMilliseconds: shift)
    let webhook = StandardWebhook(id: "evt_1", at: time, body: body)
    return [("content-type", "application/json")]
      + webhook.fields(signedWith: secret).map { ($0.name, $0.value) }
  }

  private func post(
    _ body: [UInt8], _ fields: [(String, String)], _ stage: PaymentStage
  ) throws -> Reply {
    let type =
      fields.contains { $0.0 == "content-type" } ? [] : [("content-type", "application/json")]
    return Reply(try stage.client.send("POST", "/api/webhook/sandbox", type + fields, body: body))
  }
}
