package import Monetization

extension PurchaseDesk {
  /// Stores what a gateway signed, and settles the purchase that it is about.
  ///
  /// Returns once the event is durable, whatever it says: the gateway need not send it again.
  ///
  /// - Parameters:
  ///   - webhook: The request as received.
  ///   - name: At whose address it came.
  /// - Throws: ``UseCaseError``; ``UseCaseError/webhook(_:)`` when the signature does not hold.
  package func receive(
    _ webhook: IncomingWebhook, from name: GatewayName
  ) async throws(UseCaseError) {
    guard let gateway = gateways[name] else { throw .gateway(.unsupported) }
    let report: GatewayReport
    do throws(WebhookFault) { report = try gateway.read(webhook) } catch {
      throw .webhook(error)
    }
    try await platform.settle(report)
  }
}
