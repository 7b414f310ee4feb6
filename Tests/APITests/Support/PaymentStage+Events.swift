import Application
import HTTPClient
import JSON
import Ledger
import TestKit
import Testing

@testable import Gateways

extension PaymentStage {
  /// Tells the shop something as the sandbox would: signed, over the network.
  @discardableResult
  func send(_ body: String, event: String = "evt_1") throws -> Reply {
    let bytes = Array(body.utf8)
    let secret = try #require(StandardWebhookSecret(text: Self.secret))
    let webhook = StandardWebhook(id: event, at: world.server.clock.now(), body: bytes)
    let fields = webhook.fields(signedWith: secret).map { ($0.name, $0.value) }
    return Reply(
      try client.send(
        "POST", "/api/webhook/sandbox", [("content-type", "application/json")] + fields,
        body: bytes))
  }

  /// What the sandbox says of ₹99 that were taken for an order.
  static func paid(
    _ order: String, payment: String = "pay-1", amount: Int64 = 9_900, currency: String = "INR",
    fee: Int64 = 198
  ) -> String {
    #"{"type":"payment.succeeded","data":{"orderId":"\#(order)","paymentId":"\#(payment)","#
      + #""amount":\#(amount),"currency":"\#(currency)","fee":\#(fee)}}"#
  }

  /// What waits for an admin, newest first, as the API shows it.
  func parkedItems() throws -> [JSONValue] {
    try call("GET", "/api/admin/purchases?parked=true", as: "admin")["data"]?.arrayValue ?? []
  }
}
