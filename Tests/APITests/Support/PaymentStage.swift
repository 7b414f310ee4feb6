import Application
import Foundation
import HTTPClient
import HTTPServer
import JSON
import Ledger
import Monetization
import TestKit
import Testing

@testable import API
@testable import Gateways

/// A shop with the sandbox on a real server; webhooks go over loopback as they would outside.
struct PaymentStage: Sendable {
  let world: World
  let gateway: SandboxGateway
  let port: UInt16
  private let answered: AsyncStream<Int>

  var client: Peer { Peer.loopback(port) }
  var base: String { "http://127.0.0.1:\(port)" }

  /// Calls the API as somebody.
  func call(
    _ method: String, _ target: String, as user: String? = "buyer", _ body: String = "",
    key: String? = nil
  ) throws -> Reply {
    var fields = [("content-type", "application/json")]
    if let user { fields.append(("authorization", "Bearer " + world.server.token(of: user))) }
    if let key { fields.append(("idempotency-key", key)) }
    return Reply(try client.send(method, target, fields, body: Array(body.utf8)))
  }

  /// Begins to buy the package of 100 + 5 coins for ₹99.
  func buy(_ more: String = "", as user: String = "buyer", key: String? = nil) throws -> Reply {
    let body = #"{"packageId":"\#(world.package)"\#(more)}"#
    return try call("POST", "/api/coins/purchase", as: user, body, key: key)
  }

  /// Chooses an outcome on the hosted page.
  @discardableResult
  func choose(_ outcome: String, _ purchase: Reply) throws -> ClientAnswer {
    let link = try #require(purchase["paymentLink"]?.stringValue)
    try #require(link.hasPrefix(base + "/sandbox/checkout/"))
    return try client.send(
      "POST", String(link.dropFirst(base.count)),
      [("content-type", "application/x-www-form-urlencoded")],
      body: Array("outcome=\(outcome)".utf8))
  }

  func verify(_ purchase: Reply) throws -> Reply {
    let id = try #require(purchase["purchaseId"]?.stringValue)
    return try call(
      "POST", "/api/coins/verify-payment",
      #"{"purchaseId":"\#(id)","gateway":"sandbox","sandboxSays":"anything"}"#)
  }

  func record(_ purchase: Reply) throws -> Reply {
    let id = try #require(purchase["purchaseId"]?.stringValue)
    return try call("GET", "/api/coins/purchases/\(id)")
  }

  func balance() throws -> Int64? {
    try call("GET", "/api/wallet/me")["balance"]?.integerValue
  }

  /// How the next webhooks were answered, waited for.
  func webhookAnswers(_ count: Int) async -> [Int] {
    var statuses: [Int] = []
    for await status in answered {
      statuses.append(status)
      if statuses.count == count { break }
    }
    return statuses
  }

  /// How many gateway events wait for an admin.
  func parked() async throws -> Int {
    try await world.server.platform.readProjections { (projections) throws(StoreError) in
      try projections.members(of: Listing(.parkedEvents), before: nil, limit: 10).count
    }
  }

  /// Runs a test with the API of a world and a sandbox with its file in a folder.
  ///
  /// - Parameters:
  ///   - world: The people, the package and the books; it outlives the server.
  ///   - folder: Where the sandbox keeps its file.
  ///   - isDelivering: false lets webhooks wait, as when the gateway is slow.
  ///   - test: What to do.
  /// - Throws: What the test throws, or why the server cannot start.
  static func with(
    _ world: World, in folder: Folder, isDelivering: Bool = true,
    test: (PaymentStage) async throws -> Void
  ) async throws {
    var configuration = SandboxConfiguration(
      secret: try #require(StandardWebhookSecret(text: Self.secret)),
      file: folder.path + "/sandbox.jsonl")
    configuration.delayMilliseconds = 0
    let gateway = try SandboxGateway(configuration: configuration, clock: world.server.clock)
    var environment = world.server.environment
    environment.gateways = GatewayRegistry([gateway])
    environment.returnOrigins = ReturnOrigins(listed: ["https://app.example"])
    let answers = AsyncStream.makeStream(of: Int.self)
    let loop = try EventLoop()
    defer { loop.stop() }
    let server = HTTPServer(
      configuration: ServerConfiguration(),
      router: Router(FeatureTable.routes(in: environment) + gateway.routes), loop: loop
    ) { record in
      if record.route == "/api/webhook/sandbox" { answers.continuation.yield(record.status) }
    }
    let address = try await server.start()
    environment.returnOrigins.open(at: address)
    let port = address.port
    let stage = PaymentStage(
      world: world, gateway: gateway, port: port, answered: answers.stream)
    gateway.open(
      at: SandboxPlace(
        publicBaseURL: stage.base, server: .loopback(port)))
    async let running: Void = isDelivering ? gateway.run() : ()
    do {
      defer { gateway.stop() }
      try await test(stage)
    }
    await running
    await server.drain(graceSeconds: 1)
  }

  /// Visibly no secret of anybody: 32 times the byte 7.
  static let secret = "whsec_BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="
}

/// An answer that came over the network.
struct Reply: Sendable {
  let answer: ClientAnswer

  init(_ answer: ClientAnswer) { self.answer = answer }

  var status: Int { answer.status }
  var isReplay: Bool { answer.headers["idempotent-replayed"] == "true" }
  var code: String? { self["code"]?.stringValue }

  /// The body as JSON; null for any other body.
  var json: JSONValue {
    do { return try JSONValue(parsing: answer.body) } catch { return .null }
  }

  subscript(name: String) -> JSONValue? { json[name] }
}

/// A folder that goes with the value.
final class Folder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/ovation-payments-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    // A leftover folder harms no later test.
    try? FileManager.default.removeItem(atPath: path)
  }
}
