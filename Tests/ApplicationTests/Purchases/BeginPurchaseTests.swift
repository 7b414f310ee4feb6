import Application
import Ledger
import Monetization
import Money
import Testing

/// A purchase is made, then begun at its gateway.
@Suite struct BeginPurchaseTests {
  private let stage: PlatformStage
  private let buyer: User

  init() async throws {
    stage = try PlatformStage()
    buyer = try await stage.person("buyer")
  }

  private func begin(
    _ goods: CreatePurchase.Goods, at gateway: HonestGateway = HonestGateway(),
    _ wanted: PurchaseRequest.GatewayChoice = .preferred, key: UInt64? = nil
  ) async throws(UseCaseError) -> BegunPurchase {
    let desk = PurchaseDesk(
      platform: stage.platform, gateways: GatewayRegistry([gateway]), mayReturn: { _ in true })
    let idempotency = key.map {
      CommandRequest.Idempotency(
        key: IdempotencyKey(scope: OwnerID(buyer.id), value: UInt128($0), isUUID: false),
        fingerprint: 1)
    }
    return try await desk.begin(
      PurchaseRequest(goods: goods, gateway: wanted, currency: nil, returnAddress: nil),
      for: buyer, by: Caller(user: buyer.id, roles: .user), idempotency: idempotency)
  }

  @Test func `what has to be paid waits for the gateway's word`() async throws {
    let begun = try await begin(
      .custom(Coins(250)), at: HonestGateway(isSettlingAtOnce: false))
    #expect(begun.receipt.status == .pending && begun.receipt.balance == nil)
    #expect(begun.start == .page("https://gateway.example/"))
  }

  @Test func `what is paid at once is settled by what the gateway signed, and told the same again`()
    async throws
  {
    let begun = try await begin(.custom(Coins(250)), key: 1)
    #expect(begun.receipt.status == .completed && begun.receipt.balance == 250)
    #expect(begun.start == nil && !begun.isReplay)
    _ = try await begin(.custom(Coins(100)))
    let again = try await begin(.custom(Coins(250)), key: 1)
    #expect(again.isReplay && again.receipt == begun.receipt)
    #expect(try await stage.platform.wallet(of: buyer.id).balance == 350)
  }

  @Test func `a gateway whose signature does not hold settles nothing`() async throws {
    for gateway in [
      HonestGateway(isSigning: false), HonestGateway(order: PurchaseID(7)),
    ] {
      await #expect(throws: UseCaseError.gateway(.unavailable)) {
        _ = try await begin(.custom(Coins(250)), at: gateway)
      }
    }
    #expect(try await stage.platform.wallet(of: buyer.id).balance == 0)
  }

  @Test func `what cannot be begun is refused`() async throws {
    await #expect(throws: UseCaseError.gateway(.unsupported)) {
      _ = try await begin(.custom(Coins(250)), .named(.razorpay))
    }
    await #expect(throws: UseCaseError.refused(.notFound(.package))) {
      _ = try await begin(.package(PackageID(7)))
    }
  }
}
