package import Money

/// What a gateway says, after its signature was verified.
package struct GatewayReport: Equatable, Sendable {
  /// What happened to the payment.
  package enum Outcome: Equatable, Sendable {
    /// The viewer has done their part; the gateway does not know yet whether money comes.
    case processing
    /// The money was taken.
    case paid(Payment)
    case failed(reason: String)
    case cancelled
    /// Something that moves no purchase, or of a type that is not known here.
    case irrelevant
    /// The signature holds, but the body is not what the gateway sends.
    case unreadable
  }

  /// The money that was taken.
  package struct Payment: Equatable, Sendable {
    /// The gateway's own id of the payment.
    package let transaction: String
    package let amount: Money
    /// What the gateway keeps of ``amount``.
    package let fee: Money
    package let method: PaymentMethod

    package init(transaction: String, amount: Money, fee: Money, method: PaymentMethod) {
      self.transaction = transaction
      self.amount = amount
      self.fee = fee
      self.method = method
    }
  }

  package let gateway: GatewayName
  /// The gateway's id of the event; a repeat carries the same one.
  package let eventID: String
  /// The order that it is about; nil where the gateway names none, or none that we could have made.
  package let purchase: PurchaseID?
  /// The order as the gateway names it; nil where it names none.
  package let order: String?
  package let outcome: Outcome
  /// The raw body.
  package let body: String

  package init(
    gateway: GatewayName, eventID: String, purchase: PurchaseID?, order: String? = nil,
    outcome: Outcome, body: String
  ) {
    self.gateway = gateway
    self.eventID = eventID
    self.purchase = purchase
    self.order = order
    self.outcome = outcome
    self.body = body
  }

  /// The name under which the event is stored once.
  package var uniqueName: UniqueName {
    UniqueName(.gatewayEvent, String(gateway.rawValue) + ":" + eventID)
  }

  /// The money that it says was taken; nil when it says anything else.
  package var payment: Payment? {
    if case .paid(let payment) = outcome { payment } else { nil }
  }
}

extension UniqueName {
  /// The name under which a payment is credited once.
  package static func payment(_ transaction: String, at gateway: GatewayName) -> UniqueName {
    UniqueName(.payment, String(gateway.rawValue) + ":" + transaction)
  }
}
