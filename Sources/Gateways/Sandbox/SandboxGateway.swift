package import Application
import Crypto
package import JSON
import Ledger
package import Monetization
import Synchronization

/// A gateway for play money: it simulates an external gateway on our own server.
///
/// It has all parts of a real one: a hosted page, its own storage, and signed webhooks over HTTP
/// that come late, twice or wrong on request. For demos and tests only: visitors get coins for
/// nothing.
package final class SandboxGateway: PaymentGateway {
  package let name = GatewayName.sandbox
  package let takesCustomAmounts = true
  /// Its pages never expire.
  package let payableMilliseconds = Int64.max
  let configuration: SandboxConfiguration
  let book: SandboxBook
  let clock: any WallClock
  let deliveries: SandboxDeliveries
  private let place = Mutex<SandboxPlace?>(nil)

  /// Creates a sandbox with its stored orders.
  ///
  /// - Throws: ``SandboxFault`` if its file cannot be used.
  package init(
    configuration: SandboxConfiguration, clock: any WallClock
  ) throws(SandboxFault) {
    self.configuration = configuration
    self.clock = clock
    book = try SandboxBook(
      path: configuration.file, delayMilliseconds: configuration.delayMilliseconds)
    deliveries = SandboxDeliveries(book: book, configuration: configuration, clock: clock)
  }

  /// Sets the addresses of the server; before that no payment can begin.
  package func open(at place: SandboxPlace) { self.place.withLock { $0 = place } }

  /// Sends webhooks until ``stop()`` is called; call it once, after ``open(at:)``.
  package func run() async {
    guard let place = place.withLock({ $0 }) else {
      preconditionFailure("open(at:) must be called before run()")
    }
    await deliveries.run(to: place.server)
  }

  /// Ends ``run()`` after the current message; the others are sent after a restart.
  package func stop() { deliveries.stop() }

  package func begin(_ order: PaymentOrder) async throws(GatewayFailure) -> PaymentStart {
    guard let page = page(of: order.id) else { throw .unavailable }
    try await book.open(SandboxOrder(order))
    guard order.offer.package == nil else { return .page(page) }
    return .settled(try await complete(order.id))
  }

  /// Completes the payment of a custom amount at once, without the hosted page.
  ///
  /// - Returns: The webhook that is also sent, with its signature.
  private func complete(_ order: OrderID) async throws(GatewayFailure) -> IncomingWebhook {
    _ = try await book.decide(.success, for: order, at: clock.now())
    deliveries.wake()
    guard let event = await book.firstEvent(of: order) else { throw .unavailable }
    let webhook = StandardWebhook(id: event.id, at: clock.now(), body: event.body)
    return IncomingWebhook(
      fields: webhook.fields(signedWith: configuration.secret), body: webhook.body)
  }

  package func page(of order: OrderID) -> String? {
    place.withLock { $0 }.map { $0.publicBaseURL + checkoutPath(of: order) }
  }

  package func lookUp(
    _ purchase: Purchase, returned: [JSONValue.Member]
  ) async throws(GatewayFailure) -> GatewayReport? {
    guard let event = await book.newestEvent(of: OrderID(purchase.id), at: clock.now()) else {
      return nil
    }
    return GatewayReport(sandbox: event.id, body: event.body)
  }

  package func read(_ webhook: IncomingWebhook) throws(WebhookFault) -> GatewayReport {
    let verified = try StandardWebhook(
      verifying: webhook, by: [configuration.secret], at: clock.now())
    return GatewayReport(sandbox: verified.id, body: verified.body)
  }

  /// The path of an order's page, which cannot be guessed.
  func checkoutPath(of order: OrderID) -> String {
    Self.checkoutPath + order.text + "?token=" + Base64.encodeURL(token(of: order))
  }

  /// Whether a text is the token of an order's page, compared in constant time.
  func isToken(_ text: String, of order: OrderID) -> Bool {
    guard let bytes = Base64.decodeURL(text) else { return false }
    return ConstantTime.areEqual(bytes, token(of: order))
  }

  /// Order ids can be guessed, so the path also has 128 bits of a keyed hash.
  ///
  /// The signed text has no dot, so it cannot be mistaken for a webhook's message.
  private func token(of order: OrderID) -> [UInt8] {
    Array(configuration.secret.code(of: Array("checkout:\(order.text)".utf8)).bytes.prefix(16))
  }

  static let checkoutPath = "/sandbox/checkout/"
  static let webhookPath = "/api/webhook/sandbox"
}
