import Application
import JSON
import Ledger
import Monetization
import Money

/// A gateway that takes the money at once and says so.
struct HonestGateway: PaymentGateway {
  let name = GatewayName.stripe
  let takesCustomAmounts = true
  let payableMilliseconds: Int64 = 0
  var isSettlingAtOnce = true
  var isSigning = true
  /// The purchase that it says it was paid for; nil for the one that it was asked for.
  var order: PurchaseID?

  func begin(_ order: PaymentOrder) async throws(GatewayFailure) -> PaymentStart {
    guard isSettlingAtOnce else { return .page("https://gateway.example/") }
    let price = order.offer.price
    return .settled(
      IncomingWebhook(
        fields: [.init("order", order.id.text), .init("amount", String(price.minorUnits))],
        body: []))
  }

  func page(of order: OrderID) -> String? { nil }

  func lookUp(
    _ purchase: Purchase, returned: [JSONValue.Member]
  ) async throws(GatewayFailure) -> GatewayReport? { nil }

  func read(_ webhook: IncomingWebhook) throws(WebhookFault) -> GatewayReport {
    guard isSigning, let paid = webhook.single("order").flatMap({ OrderID(text: $0) }),
      let amount = webhook.single("amount").flatMap({ Int64($0) })
    else { throw .wrongSignature }
    let payment = GatewayReport.Payment(
      transaction: "pay-" + paid.text, amount: Money(minorUnits: amount, currency: .inr),
      fee: Money(minorUnits: 0, currency: .inr), method: .upi)
    return GatewayReport(
      gateway: name, eventID: "evt-" + paid.text, purchase: order ?? paid.purchase,
      outcome: .paid(payment), body: "{}")
  }
}
