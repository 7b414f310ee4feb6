import Application
import JSON
import Ledger
import Monetization
import Money

/// Something that the sandbox tells about a payment.
///
/// Everything in it follows from the order and the decision, so that webhook, retry and look-up
/// say the same bytes under the same id.
struct SandboxEvent: Equatable, Sendable {
  /// The event's type on the wire.
  enum Kind: String, Sendable {
    case processing = "payment.processing"
    case succeeded = "payment.succeeded"
    case failed = "payment.failed"
    case cancelled = "payment.cancelled"
  }

  let id: String
  let kind: Kind
  let order: OrderID
  let amount: Money
  /// When it happens; later than the decision when the gateway takes its time.
  let at: Timestamp

  /// What is told of a decision, in the order of telling; an event that stands twice is sent twice.
  static func events(
    of order: SandboxOrder, _ decision: SandboxDecision, delayMilliseconds: Int64
  ) -> [SandboxEvent] {
    let later = decision.at.advanced(byMilliseconds: delayMilliseconds)
    func event(_ number: Int, _ kind: Kind, at time: Timestamp? = nil) -> SandboxEvent {
      SandboxEvent(
        id: "sbx_\(order.id.text)_\(decision.outcome.rawValue)_\(number)", kind: kind,
        order: order.id, amount: order.amount(under: decision.outcome),
        at: time ?? decision.at)
    }
    switch decision.outcome {
    case .success, .wrongAmount: return [event(1, .succeeded)]
    case .fail: return [event(1, .failed)]
    case .cancel: return [event(1, .cancelled)]
    case .duplicate: return [event(1, .succeeded), event(1, .succeeded), event(2, .succeeded)]
    case .delay: return [event(1, .processing), event(2, .succeeded, at: later)]
    }
  }

  /// The raw body of the webhook.
  var body: [UInt8] {
    JSONWriter.object { object in
      object.field("type", kind.rawValue)
      object.field("timestamp", at.rfc3339)
      object.object("data") { data in
        data.field("orderId", order.text)
        data.field("paymentId", "sandbox-" + order.purchase.text)
        data.field("amount", amount.minorUnits)
        data.field("currency", amount.currency.code)
        data.field("fee", kind == .succeeded ? fee : 0)
        data.field("reason", kind == .failed ? Self.declined : nil)
      }
    }
  }

  /// What the sandbox keeps: 2 % of the amount, rounded down to the minor unit.
  private var fee: Int64 { amount.minorUnits / 50 }

  private static let declined = "The test bank declined the payment."
}

extension SandboxOrder {
  /// What is taken under an outcome: one minor unit more when it shall be wrong.
  fileprivate func amount(under outcome: SandboxOutcome) -> Money {
    guard outcome == .wrongAmount else { return price }
    return Money(minorUnits: price.minorUnits + 1, currency: price.currency)
  }
}

extension GatewayReport {
  /// What a verified body of the sandbox says; nil for types that do not concern purchases.
  ///
  /// Fields that are not known here are passed over: a gateway may add some.
  ///
  /// - Throws: ``WebhookFault/malformedBody``.
  static func sandbox(
    eventID: String, body: [UInt8]
  ) throws(WebhookFault) -> GatewayReport? {
    let json: JSONValue
    do throws(JSONError) { json = try JSONValue(parsing: body) } catch { throw .malformedBody }
    guard let type = json["type"]?.stringValue else { throw .malformedBody }
    guard let kind = SandboxEvent.Kind(rawValue: type) else { return nil }
    guard let data = json["data"],
      let order = data["orderId"]?.stringValue.flatMap({ OrderID(text: $0) }),
      let outcome = outcome(kind, data)
    else { throw .malformedBody }
    return GatewayReport(
      gateway: .sandbox, eventID: eventID, purchase: order.purchase, outcome: outcome,
      body: String(decoding: body, as: UTF8.self))
  }

  private static func outcome(_ kind: SandboxEvent.Kind, _ data: JSONValue) -> Outcome? {
    switch kind {
    case .processing: return .processing
    case .cancelled: return .cancelled
    case .failed: return .failed(reason: data["reason"]?.stringValue ?? "")
    case .succeeded:
      guard let payment = data["paymentId"]?.stringValue,
        let amount = data["amount"]?.integerValue, let fee = data["fee"]?.integerValue,
        let currency = data["currency"]?.stringValue.flatMap({ Currency(code: $0) })
      else { return nil }
      return .paid(
        Payment(
          transaction: payment, amount: Money(minorUnits: amount, currency: currency),
          fee: Money(minorUnits: fee, currency: currency), method: .sandbox))
    }
  }
}
