import Application
import Ledger
import Monetization
import Money
import Testing

@Suite struct ReceiveWebhookTests {
  private let stage: PlatformStage
  private let buyer: User

  init() async throws {
    stage = try PlatformStage()
    buyer = try await stage.person("buyer")
  }

  private func desk(_ gateways: [any PaymentGateway]) -> PurchaseDesk {
    PurchaseDesk(
      platform: stage.platform, gateways: GatewayRegistry(gateways), mayReturn: { _ in true })
  }

  /// What the gateway signs for a purchase of so many coins, which waits for it.
  private func webhook(coins: Int64) async throws -> IncomingWebhook {
    let waiting = HonestGateway(isSettlingAtOnce: false)
    let begun = try await desk([waiting]).begin(
      PurchaseRequest(
        goods: .custom(Coins(coins)), gateway: .preferred, currency: nil, returnAddress: nil),
      for: buyer, by: Caller(user: buyer.id, roles: .user), idempotency: nil)
    let order = OrderID(begun.receipt.purchase)
    return IncomingWebhook(
      fields: [.init("order", order.text), .init("amount", String(coins * 100))], body: [])
  }

  @Test func `what a gateway signed is credited once, however often it is sent`() async throws {
    let webhook = try await webhook(coins: 50)
    for _ in 1...3 { try await desk([HonestGateway()]).receive(webhook, from: .stripe) }
    #expect(try await stage.platform.wallet(of: buyer.id).balance == 50)
  }

  @Test func `what nobody signed changes nothing`() async throws {
    let webhook = try await webhook(coins: 50)
    await #expect(throws: UseCaseError.webhook(.wrongSignature)) {
      try await desk([HonestGateway(isSigning: false)]).receive(webhook, from: .stripe)
    }
    await #expect(throws: UseCaseError.gateway(.unsupported)) {
      try await desk([HonestGateway()]).receive(webhook, from: .razorpay)
    }
    #expect(try await stage.platform.wallet(of: buyer.id).balance == 0)
  }
}
