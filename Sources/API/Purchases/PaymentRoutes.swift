import Application
import HTTPServer
import JSON
import Ledger
import Monetization

/// How gateways are believed: by asking them, and by their signed webhooks.
enum PaymentRoutes {
  static let endpoints = [
    Endpoint(
      .post(.harmless), "/api/coins/verify-payment", needs: .buyCoins,
      "Ask the gateway for the result of a payment.", verify),
    Endpoint(
      .post(.named), "/api/webhook/sandbox", for: .signature, "Receive an event of the sandbox."
    ) { call async throws(Problem) in
      try await receive(call, from: .sandbox)
    },
  ]

  private static func verify(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let (id, wanted, returned): (PurchaseID, PurchaseRequest.GatewayChoice, [JSONValue.Member]) =
      try call.body { body in (body.identifier("purchaseId"), body.gateway(), body.remaining()) }
    let user = try call.user
    let standing = try await call.performing {
      [desk = call.environment.purchaseDesk] _, _ throws(UseCaseError) in
      try await desk.verify(id, of: user, at: wanted, returned: returned)
    }
    return .object { object in
      object.field("purchaseId", id.text)
      object.field("status", standing.purchase.status.wireName)
      object.field("newBalance", standing.balance)
    }
  }

  /// Answers 200 once the event is durable, whatever it says; for anything else the gateway tries
  /// again.
  private static func receive(
    _ call: APICall, from name: GatewayName
  ) async throws(Problem) -> HTTPResponse {
    let desk = call.environment.purchaseDesk
    guard desk.gateways[name] != nil else { throw .featureDisabled }
    let webhook = IncomingWebhook(
      fields: call.request.headers.fields.map { IncomingWebhook.Field($0.name, $0.value) },
      body: call.request.body)
    let proofs = ProofLimit(platform: call.platform)
    try proofs.check(call.request.clientAddress)
    do throws(UseCaseError) {
      try await desk.receive(webhook, from: name)
    } catch {
      if case .webhook = error { proofs.countWrong(call.request.clientAddress) }
      throw Problem(error)
    }
    return .object { $0.field("received", true) }
  }
}
