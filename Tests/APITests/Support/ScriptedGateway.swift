import Application
import JSON
import Ledger
import Monetization
import Synchronization

/// A gateway that says what a test wants, and notes what it was asked.
final class ScriptedGateway: PaymentGateway {
  let name: GatewayName
  let takesCustomAmounts = true
  let payableMilliseconds: Int64
  private let script = Mutex(Script())

  private struct Script {
    var answers: [PurchaseID: Result<GatewayReport?, GatewayFailure>] = [:]
    var otherwise: Result<GatewayReport?, GatewayFailure> = .success(nil)
    var asked: [PurchaseID] = []
  }

  /// A gateway that takes money for three days, as the slowest real ones do.
  init(_ name: GatewayName = .stripe, payableDays: Int64 = 3) {
    self.name = name
    payableMilliseconds = payableDays * Timestamp.millisecondsPerDay
  }

  /// Which purchases it was asked about, in order.
  var asked: [PurchaseID] { script.withLock { $0.asked } }

  /// What it says of a purchase from now on.
  func answer(_ outcome: GatewayReport.Outcome, of purchase: PurchaseID, event: String = "evt_1") {
    let report = GatewayReport(
      gateway: name, eventID: event, purchase: purchase, outcome: outcome, body: "{}")
    script.withLock { $0.answers[purchase] = .success(report) }
  }

  /// What it says of every purchase that nothing else is said of.
  func sayOtherwise(_ answer: Result<GatewayReport?, GatewayFailure>) {
    script.withLock { $0.otherwise = answer }
  }

  func begin(_ order: PaymentOrder) async throws(GatewayFailure) -> PaymentStart {
    .page("https://gateway.example/" + order.id.text)
  }

  func page(of order: OrderID) -> String? { nil }

  func lookUp(
    _ purchase: Purchase, returned: [JSONValue.Member]
  ) async throws(GatewayFailure) -> GatewayReport? {
    try script.withLock { script in
      script.asked.append(purchase.id)
      return script.answers[purchase.id] ?? script.otherwise
    }.get()
  }

  func read(_ webhook: IncomingWebhook) throws(WebhookFault) -> GatewayReport {
    throw .wrongSignature
  }
}
