import Application
import Foundation
import HTTPClient
import HTTPServer
import Ledger
import Monetization
import Money
import Synchronization
import TestKit

@testable import Gateways

/// A sandbox on a server of its own, with a shop that writes down what it is told.
struct SandboxStage: Sendable {
  let gateway: SandboxGateway
  let shop: Shop
  let clock: HandClock
  let client: Peer
  let base: String

  /// The place of the hosted page without the server's origin.
  func path(of start: PaymentStart) -> String {
    guard case .page(let page) = start else { return "" }
    return String(page.dropFirst(base.count))
  }

  func open(_ path: String) throws -> ClientAnswer { try client.send("GET", path) }

  func choose(_ outcome: String, _ path: String) throws -> ClientAnswer {
    try post("outcome=" + outcome, path)
  }

  func post(_ form: String, _ path: String) throws -> ClientAnswer {
    try client.send(
      "POST", path, [("content-type", "application/x-www-form-urlencoded")],
      body: Array(form.utf8))
  }

  /// What the gateway's reader makes of a webhook.
  func report(of webhook: IncomingWebhook) throws -> GatewayReport {
    try gateway.read(webhook)
  }

  /// What the gateway says when it is asked about the order of ``order(_:price:)``.
  func lookUp() async throws -> GatewayReport? {
    let purchase = Purchase(
      id: PurchaseID(42), user: UserID(1), offer: order().offer, gateway: .sandbox,
      returnURL: nil)
    return try await gateway.lookUp(purchase, returned: [])
  }

  /// Runs a test with a sandbox whose file stands in a folder.
  static func with(
    in folder: TemporaryFolder, statuses: [Int] = [],
    _ change: (inout SandboxConfiguration) -> Void = { _ in },
    test: (SandboxStage) async throws -> Void
  ) async throws {
    var configuration = SandboxConfiguration(
      secret: TestSecret.of(7), file: folder.path + "/sandbox.jsonl")
    configuration.delayMilliseconds = 0
    configuration.retriesMilliseconds = [0, 0, 0]
    change(&configuration)
    let clock = HandClock()
    let gateway = try SandboxGateway(configuration: configuration, clock: clock)
    let shop = Shop(statuses: statuses)
    let loop = try EventLoop()
    defer { loop.stop() }
    let server = HTTPServer(
      configuration: ServerConfiguration(), router: Router(gateway.routes + [shop.route]),
      loop: loop)
    let port = try await server.start().port
    let base = "http://127.0.0.1:\(port)"
    gateway.open(
      at: SandboxPlace(
        publicBaseURL: base, server: .loopback(port)))
    async let running: Void = gateway.run()
    do {
      defer { gateway.stop() }
      try await test(
        SandboxStage(
          gateway: gateway, shop: shop, clock: clock, client: Peer.loopback(port),
          base: base))
    }
    await running
    await server.drain(graceSeconds: 1)
  }
}

/// Takes webhooks in and answers what it is told to, 200 when nothing is left to say.
final class Shop: Sendable {
  private let statuses: Mutex<[Int]>
  private let arrived = AsyncStream.makeStream(of: IncomingWebhook.self)

  init(statuses: [Int]) { self.statuses = Mutex(statuses) }

  var route: Route {
    Route(.post, SandboxGateway.webhookPath) { request, _ in
      let status = self.statuses.withLock { $0.isEmpty ? 200 : $0.removeFirst() }
      self.arrived.continuation.yield(
        IncomingWebhook(
          fields: request.headers.fields.map { IncomingWebhook.Field($0.name, $0.value) },
          body: request.body))
      return .empty(status)
    }
  }

  /// The next webhooks, waited for.
  func next(_ count: Int) async -> [IncomingWebhook] {
    var taken: [IncomingWebhook] = []
    for await webhook in arrived.stream {
      taken.append(webhook)
      if taken.count == count { break }
    }
    return taken
  }
}

/// A clock that tests move by hand.
final class HandClock: WallClock {
  private let time = Mutex(Timestamp(milliseconds: 1_800_000_000_000))

  func now() -> Timestamp { time.withLock { $0 } }

  func advance(byMilliseconds delta: Int64) {
    time.withLock { $0 = $0.advanced(byMilliseconds: delta) }
  }
}

/// A folder that goes with the value.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/ovation-sandbox-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    // A folder that remains harms no later test.
    try? FileManager.default.removeItem(atPath: path)
  }
}

/// An order as the platform would make it.
func order(
  _ number: Int64 = 42, price: Money = Money(minorUnits: 89_900, currency: .inr),
  title: String = "Super fan", returnAddress: String? = "/coins/shop",
  package: PackageID? = PackageID(7)
) -> PaymentOrder {
  PaymentOrder(
    id: OrderID(number), title: title,
    offer: PurchaseOffer(
      package: package, coins: Coins(1_000), bonusCoins: Coins(100), price: price),
    returnAddress: returnAddress.flatMap { ReturnAddress($0) })
}
