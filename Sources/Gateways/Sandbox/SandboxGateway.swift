package import Application
import Crypto
package import JSON
import Ledger
package import Monetization
import Synchronization

/// A gateway that takes play money: it plays the outside world on our own server.
///
/// It is the whole chain of a real one: a hosted page, a memory of its own, signed webhooks over
/// HTTP that come late, twice or wrong on request. For demos and tests only: whoever wires it
/// lets visitors take coins for nothing.
package final class SandboxGateway: PaymentGateway {
  package let name = GatewayName.sandbox
  package let takesCustomAmounts = true
  /// Its pages never close.
  package let payableMilliseconds = Int64.max
  let configuration: SandboxConfiguration
  let book: SandboxBook
  let clock: any WallClock
  let deliveries: SandboxDeliveries
  private let place = Mutex<SandboxPlace?>(nil)

  /// A sandbox with what it remembers.
  ///
  /// - Throws: ``SandboxFault`` when its file cannot be used.
  package init(
    configuration: SandboxConfiguration, clock: any WallClock
  ) throws(SandboxFault) {
    self.configuration = configuration
    self.clock = clock
    book = try SandboxBook(
      path: configuration.file, delayMilliseconds: configuration.delayMilliseconds)
    deliveries = SandboxDeliveries(book: book, configuration: configuration, clock: clock)
  }

  /// Says where the server is reached; until then no payment can begin.
  package func open(at place: SandboxPlace) { self.place.withLock { $0 = place } }

  /// Sends webhooks until ``stop()`` is called; call it once, after ``open(at:)``.
  package func run() async {
    guard let place = place.withLock({ $0 }) else {
      preconditionFailure("a gateway sends webhooks only after it was opened")
    }
    await deliveries.run(to: place.server)
  }

  /// Ends ``run()`` after the message that is being sent; what waits goes out after a restart.
  package func stop() { deliveries.stop() }

  package func begin(_ order: PaymentOrder) async throws(GatewayFailure) -> PaymentStart {
    guard let page = page(of: order.id) else { throw .unavailable }
    try await book.open(SandboxOrder(order))
    guard order.offer.package == nil else { return .page(page) }
    return .settled(try await complete(order.id))
  }

  /// Takes the money of a custom amount at once, as nobody has to choose how it ends.
  ///
  /// - Returns: What the webhook says that goes out as well, signed as that one is.
  private func complete(_ order: OrderID) async throws(GatewayFailure) -> IncomingWebhook {
    _ = try await book.decide(.success, for: order, at: clock.now())
    deliveries.notice()
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

  /// The path of an order's page; only whoever was given it can open it.
  func checkoutPath(of order: OrderID) -> String {
    Self.checkoutPath + order.text + "?token=" + Base64.encodeURL(token(of: order))
  }

  /// Whether a text is the token of an order's page, in constant time.
  func isToken(_ text: String, of order: OrderID) -> Bool {
    guard let bytes = Base64.decodeURL(text) else { return false }
    return ConstantTime.areEqual(bytes, token(of: order))
  }

  /// Order numbers follow the time and can be guessed: 128 bits that cannot stand beside them.
  ///
  /// What is signed has no dot, so it can never be the message of a webhook.
  private func token(of order: OrderID) -> [UInt8] {
    Array(configuration.secret.code(of: Array("checkout:\(order.text)".utf8)).bytes.prefix(16))
  }

  static let checkoutPath = "/sandbox/checkout/"
  static let webhookPath = "/api/webhook/sandbox"
}
