import Application
import Ledger
import Testing

@testable import Gateways

@Suite struct StandardWebhookTests {
  static let now = Timestamp(milliseconds: 1_800_000_000_000)
  static let ours = TestSecret.of(7)
  static let body = Array(#"{"type":"payment.succeeded"}"#.utf8)

  /// The specification's own example: secret, id, time and body give this signature.
  @Test func `signs what the specification signs`() throws {
    let secret = try #require(
      StandardWebhookSecret(text: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
    let webhook = StandardWebhook(
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek", at: Timestamp(milliseconds: 1_614_265_330_000),
      body: Array(#"{"test": 2432232314}"#.utf8))
    let signature = webhook.fields(signedWith: secret)[2]
    #expect(signature.name == "webhook-signature")
    #expect(signature.value == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
  }

  @Test func `believes what it signed`() throws {
    let verified = try verify(Self.sent())
    #expect(verified.id == "evt_1")
    #expect(verified.body == Self.body)
  }

  @Test(
    arguments: [
      (-300, nil), (-301, .tooOld), (300, nil), (301, .tooNew), (-86_400, .tooOld),
      (1_000_000, .tooNew),
    ] as [(Int64, WebhookFault?)])
  func `tolerates five minutes both ways`(seconds: Int64, fault: WebhookFault?) {
    let time = Self.now.advanced(byMilliseconds: seconds * 1_000)
    guard let fault else {
      #expect(throws: Never.self) { try verify(Self.sent(at: time)) }
      return
    }
    #expect(throws: fault) { try verify(Self.sent(at: time)) }
  }

  @Test(arguments: [
    ("webhook-id", "evt_2"), ("webhook-timestamp", "1800000001"),
    ("webhook-signature", "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
    ("webhook-signature", "v1,"), ("webhook-signature", "v2,g0hM9SsE"),
    ("webhook-signature", ""), ("webhook-signature", "v1"),
  ])
  func `believes no other value of a field`(name: String, value: String) {
    var fields = Self.sent().fields.filter { $0.name != name }
    fields.append(IncomingWebhook.Field(name, value))
    #expect(throws: WebhookFault.wrongSignature) {
      try verify(IncomingWebhook(fields: fields, body: Self.body))
    }
  }

  @Test(arguments: [
    ("webhook-id", ""), ("webhook-id", "evt.1"), ("webhook-id", "evt 1"),
    ("webhook-timestamp", "01800000000"), ("webhook-timestamp", "+1800000000"),
    ("webhook-timestamp", "1800000000.0"), ("webhook-timestamp", "-1"),
    ("webhook-timestamp", "99999999999999999999"), ("webhook-timestamp", ""),
  ])
  func `refuses fields that could be read in two ways`(name: String, value: String) {
    var fields = Self.sent().fields.filter { $0.name != name }
    fields.append(IncomingWebhook.Field(name, value))
    #expect(throws: WebhookFault.malformedSignature) {
      try verify(IncomingWebhook(fields: fields, body: Self.body))
    }
  }

  @Test(arguments: ["webhook-id", "webhook-timestamp", "webhook-signature"])
  func `needs each field exactly once`(name: String) throws {
    let sent = Self.sent()
    let without = IncomingWebhook(fields: sent.fields.filter { $0.name != name }, body: sent.body)
    #expect(throws: WebhookFault.malformedSignature) { try verify(without) }
    let same = try #require(sent.fields.first { $0.name == name })
    let doubled = IncomingWebhook(fields: sent.fields + [same], body: sent.body)
    #expect(throws: WebhookFault.malformedSignature) { try verify(doubled) }
  }

  @Test func `believes no body but the one that was signed`() {
    for index in Self.body.indices {
      var body = Self.body
      body[index] ^= 1
      let tampered = IncomingWebhook(fields: Self.sent().fields, body: body)
      #expect(throws: WebhookFault.wrongSignature) { try verify(tampered) }
    }
    let longer = IncomingWebhook(fields: Self.sent().fields, body: Self.body + [0x20])
    #expect(throws: WebhookFault.wrongSignature) { try verify(longer) }
  }

  @Test func `believes nobody with another secret`() {
    let sent = Self.sent(by: TestSecret.of(8))
    #expect(throws: WebhookFault.wrongSignature) { try verify(sent) }
  }

  @Test func `takes either secret while one is being replaced`() throws {
    let sent = Self.sent(by: TestSecret.of(8))
    let verified = try StandardWebhook(
      verifying: sent, by: [Self.ours, TestSecret.of(8)], at: Self.now)
    #expect(verified.id == "evt_1")
  }

  @Test func `takes a list of signatures when one of them is right`() throws {
    let right = try #require(Self.sent().single("webhook-signature"))
    let wrong = try #require(Self.sent(by: TestSecret.of(8)).single("webhook-signature"))
    for value in ["\(wrong) \(right)", "\(right) \(wrong)", "v1a,x v9,y \(right)"] {
      var fields = Self.sent().fields.filter { $0.name != "webhook-signature" }
      fields.append(IncomingWebhook.Field("webhook-signature", value))
      #expect(throws: Never.self) {
        try verify(IncomingWebhook(fields: fields, body: Self.body))
      }
    }
  }

  /// A part of the time must not pass for a part of the id or of the body.
  @Test func `a dot cannot be moved from one field to the next`() {
    let sent = StandardWebhook(id: "evt_1", at: Self.now, body: Array("1800000000.{}".utf8))
    let signature = sent.fields(signedWith: Self.ours)[2]
    let moved = IncomingWebhook(
      fields: [
        IncomingWebhook.Field("webhook-id", "evt_1.1800000000"),
        IncomingWebhook.Field("webhook-timestamp", "1800000000"), signature,
      ], body: Array("{}".utf8))
    #expect(throws: WebhookFault.malformedSignature) { try verify(moved) }
  }

  private func verify(_ webhook: IncomingWebhook) throws(WebhookFault) -> StandardWebhook {
    try StandardWebhook(verifying: webhook, by: [Self.ours], at: Self.now)
  }

  static func sent(
    at time: Timestamp = now, by secret: StandardWebhookSecret = ours
  ) -> IncomingWebhook {
    let webhook = StandardWebhook(id: "evt_1", at: time, body: body)
    return IncomingWebhook(fields: webhook.fields(signedWith: secret), body: body)
  }
}
