import Application
import HTTPServer
import JSON
import Monetization
import TestKit
import Testing

@testable import API

/// What somebody may do whom nobody knows but by their address.
@Suite struct AddressLimitTests {
  private static let neighbour = IPAddress(version4: 0xC000_0201)
  private static let wrong: HTTPHeaders = ["authorization": "Bearer a.b.c"]

  @Test func `public reads of one address have an end`() async throws {
    let server = try TestServer()
    for _ in 1...300 {
      let answer = try await server.call(.get, "/api/gifts")
      #expect(answer.status == 200)
    }
    let refused = try await server.call(.get, "/api/streams?status=live")
    #expect(refused.code == "rate_limited")
    #expect(refused.headers["retry-after"] == "1")
    #expect(refused.headers["ratelimit-limit"] == "300")
    #expect(refused.headers["ratelimit-remaining"] == "0")
    let other = try await server.call(.get, "/api/gifts", from: Self.neighbour)
    #expect(other.status == 200)
    #expect(other.headers["ratelimit-remaining"] == "299")
    server.clock.move(byMilliseconds: 50)
    let again = try await server.call(.get, "/api/gifts")
    #expect(again.status == 200)
  }

  @Test func `every row that needs no identity is limited, but what only says hello`() {
    let unlimited = FeatureTable.endpoints.filter {
      $0.audience == .everyone && $0.rate == .unlimited
    }
    #expect(unlimited.map(\.pattern) == ["/healthz", "/readyz", "/openapi.yaml", "/docs"])
  }

  @Test func `who is known is counted by name and not by address`() async throws {
    let world = try await World()
    let server = world.server
    let key = try await server.makeKey(#""users""#)
    try await server.register("viewer")
    for _ in 1...301 { _ = try await server.call(.get, "/api/gifts") }
    let person = try await server.call(.get, "/api/gifts", as: "viewer")
    #expect(person.headers["ratelimit-limit"] == "400")
    let site = try await server.call(.get, "/api/gifts", ["authorization": "Bearer " + key])
    #expect(site.headers["ratelimit-limit"] == "2000")
    let forged = try await server.call(.get, "/api/gifts", Self.wrong)
    #expect(forged.code == "rate_limited")
  }

  @Test
  func `wrong tokens of one address have an end, and its signed-in neighbours are not affected`()
    async throws
  {
    let server = try TestServer()
    try await server.register("viewer")
    for number in 1...400 {
      let key = "ovk_" + String(repeating: "A", count: 43)
      let answer = try await server.call(
        .get, "/api/me", number % 2 == 0 ? Self.wrong : ["authorization": "Bearer " + key])
      #expect(answer.code == "unauthenticated")
    }
    let refused = try await server.call(.get, "/api/me", Self.wrong)
    #expect(refused.code == "rate_limited")
    #expect(refused.headers["retry-after"] == "1")
    let known = try await server.call(.get, "/api/me", as: "viewer")
    #expect(known.status == 200)
    let elsewhere = try await server.call(.get, "/api/me", Self.wrong, from: Self.neighbour)
    #expect(elsewhere.code == "unauthenticated")
    server.clock.move(byMilliseconds: 50)
    let new = try await server.call(.get, "/api/me", as: "somebody-new")
    #expect(new.status == 200)
  }

  @Test func `webhooks that nobody signed have an end`() async throws {
    let server = try TestServer()
    var environment = server.environment
    environment.gateways = GatewayRegistry([DeafGateway()])
    let route = try #require(
      FeatureTable.routes(in: environment).first { $0.pattern == "/api/webhook/sandbox" })
    func post(from address: IPAddress = .loopback) async throws -> Answer {
      let target = try #require(RequestTarget("/api/webhook/sandbox"))
      let request = HTTPRequest(
        method: .post, target: target, origin: RequestOrigin(clientAddress: address))
      return Answer(await route.handler(request, PathParameters()))
    }
    for _ in 1...400 { #expect(try await post().code == "invalid_signature") }
    #expect(try await post().code == "rate_limited")
    #expect(try await post(from: Self.neighbour).code == "invalid_signature")
  }

  @Test func `calls of signed-in people are not counted by address`() async throws {
    let server = try TestServer()
    for number in 1...350 {
      let answer = try await server.call(.get, "/api/me", as: "viewer-\(number)")
      #expect(answer.status == 200)
    }
  }
}

/// A gateway that believes no webhook.
private struct DeafGateway: PaymentGateway {
  let name = GatewayName.sandbox
  let takesCustomAmounts = false
  let payableMilliseconds: Int64 = 0

  func begin(_ order: PaymentOrder) async throws(GatewayFailure) -> PaymentStart {
    throw .unsupported
  }

  func page(of order: OrderID) -> String? { nil }

  func lookUp(
    _ purchase: Purchase, returned: [JSONValue.Member]
  ) async throws(GatewayFailure) -> GatewayReport? { nil }

  func read(_ webhook: IncomingWebhook) throws(WebhookFault) -> GatewayReport {
    throw .wrongSignature
  }
}
