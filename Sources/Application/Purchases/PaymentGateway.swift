package import JSON
package import Monetization

/// Somebody who takes money for us: one port, an adapter for each gateway.
///
/// An adapter knows the gateway's protocol and nothing of stores. Whatever it reports has been
/// verified, by signature or by asking the gateway itself, never on the word of a browser.
package protocol PaymentGateway: Sendable {
  /// Which gateway it is.
  var name: GatewayName { get }

  /// Whether any amount can be paid, not only products that were made beforehand.
  var takesCustomAmounts: Bool { get }

  /// How long after an order was made money may still be taken for it, in milliseconds.
  ///
  /// An order that ended unpaid is asked about until then.
  var payableMilliseconds: Int64 { get }

  /// Begins the payment of an order, or finds the one that was begun before.
  ///
  /// The same order always gives the same answer, so that a retry of the purchase repeats it.
  ///
  /// - Throws: ``GatewayFailure``.
  func begin(_ order: PaymentOrder) async throws(GatewayFailure) -> PaymentStart

  /// The page of an order that was begun; nil where only the gateway could tell.
  func page(of order: OrderID) -> String?

  /// Asks for the result of a payment.
  ///
  /// The report carries the event id of the webhook that says the same, so that both together
  /// count once.
  ///
  /// - Parameters:
  ///   - purchase: As last committed.
  ///   - returned: What the gateway's flow gave the browser; not trusted.
  /// - Returns: nil when the viewer has not decided yet.
  /// - Throws: ``GatewayFailure``.
  func lookUp(
    _ purchase: Purchase, returned: [JSONValue.Member]
  ) async throws(GatewayFailure) -> GatewayReport?

  /// Verifies and reads what arrived at the gateway's webhook address.
  ///
  /// Whatever was verified is a report, also when it does not concern purchases or cannot be read:
  /// it is stored, so that nothing that a gateway said is lost.
  ///
  /// - Throws: ``WebhookFault`` when it was not verified.
  func read(_ webhook: IncomingWebhook) throws(WebhookFault) -> GatewayReport
}

/// A payment that a gateway is asked to collect.
package struct PaymentOrder: Equatable, Sendable {
  package let id: OrderID
  /// What is bought, for the payer to read.
  package let title: String
  package let offer: PurchaseOffer
  /// Where the browser goes after paying.
  package let returnAddress: ReturnAddress?

  package init(
    id: OrderID, title: String, offer: PurchaseOffer, returnAddress: ReturnAddress?
  ) {
    self.id = id
    self.title = title
    self.offer = offer
    self.returnAddress = returnAddress
  }
}

/// The next step for the payer.
package enum PaymentStart: Equatable, Sendable {
  /// A page of the gateway, as an absolute address.
  case page(String)
  /// Data for the gateway's own script on the integrator's page.
  case data([JSONValue.Member])
  /// Nothing is left to do for the payer: what the gateway's webhook says, signed as it is sent.
  case settled(IncomingWebhook)
}

/// Why a gateway could not be asked.
package enum GatewayFailure: Error, Equatable, Sendable {
  /// It does not answer, or not in a way that can be used; another try may succeed.
  case unavailable
  /// It cannot do this.
  case unsupported
}
