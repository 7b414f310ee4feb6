import Application
import HTTPClient
import JSON
import Ledger
import Monetization
import TestKit
import Testing

@testable import API

/// Money that the real sandbox takes after we gave up, and that no webhook tells of.
@Suite struct LatePaymentTests {
  private let folder: Folder
  private let world: World

  init() async throws {
    folder = try Folder()
    world = try await World()
  }

  /// Each page is still open somewhere; the next look-up after the payment finds it.
  @Test(arguments: [(25, 48), (47, 48), (60, 96), (100, 192), (383, 384)])
  func `what is paid hours after the end is found by asking`(
    paidAt: Int64, foundAt: Int64
  ) async throws {
    try await PaymentStage.with(world, in: folder, isDelivering: false) { stage in
      let reconciliation = PurchaseReconciliation(
        platform: world.server.platform, gateways: GatewayRegistry([stage.gateway]))
      let purchase = try stage.buy()
      let hour: Int64 = 3_600_000
      for age in 1...foundAt {
        world.server.clock.move(byMilliseconds: hour)
        try await reconciliation.runRound()
        if age == 24 { #expect(try stage.record(purchase)["status"]?.stringValue == "CANCELLED") }
        if age == paidAt { #expect(try stage.choose("success", purchase).status == 200) }
        if age == foundAt - 1 { #expect(try stage.balance() == 0) }
      }
      #expect(try stage.record(purchase)["status"]?.stringValue == "COMPLETED")
      #expect(try stage.balance() == 105)
    }
  }
}
