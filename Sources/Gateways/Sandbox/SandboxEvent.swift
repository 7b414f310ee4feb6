import Application
import JSON
import Ledger
import Monetization
import Money

/// An event of a payment that the sandbox reports.
///
/// It depends only on the order and the decision, so that webhook, retry and look-up report the
/// same bytes under the same id.
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
  /// When it happens; later than the decision for a delayed payment.
  let at: Timestamp

  /// The events of a decision in order; an event that is listed twice is sent twice.
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

  /// The sandbox's fee: 2 % of the amount, rounded down to the minor unit.
  private var fee: Int64 { amount.minorUnits / 50 }

  private static let declined = "The test bank declined the payment."
}

extension SandboxOrder {
  /// The amount charged for an outcome: one minor unit more for a wrong amount.
  fileprivate func amount(under outcome: SandboxOutcome) -> Money {
    guard outcome == .wrongAmount else { return price }
    return Money(minorUnits: price.minorUnits + 1, currency: price.currency)
  }
}
