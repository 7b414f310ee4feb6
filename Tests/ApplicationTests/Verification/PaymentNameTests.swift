import Application
import Ledger
import Monetization
import Money
import TestKit
import Testing

/// A payment that could be credited again is found.
@Suite struct PaymentNameTests {
  private static func fault(in store: any Store) throws -> VerificationFault? {
    var verifier = JournalVerifier(store: store, hashing: ChainSHA256())
    return try verifier.verify().fault
  }

  /// Two purchases that a gateway reported as paid; with their ids.
  private static func fixture() throws -> (LaneFixture, [PurchaseID]) {
    let fixture = try LaneFixture()
    try fixture.accept([.saveSettings(SaveSettings(settings: .streamit))])
    let wish = CreatePurchase(
      user: fixture.viewer, goods: .custom(Coins(10)), gateway: .sandbox, returnURL: nil)
    let begun = try fixture.accept([.createPurchase(wish), .createPurchase(wish)])
    let ids = begun.map { PurchaseID($0.stamp.rawValue) }
    for (number, id) in ids.enumerated() {
      let payment = GatewayReport.Payment(
        transaction: "pay-\(number)", amount: Money(minorUnits: 1_000, currency: .inr),
        fee: Money(minorUnits: 0, currency: .inr), method: .upi)
      let report = GatewayReport(
        gateway: .sandbox, eventID: "evt_\(number)", purchase: id, outcome: .paid(payment),
        body: "{}")
      try fixture.accept([
        .settlePurchase(SettlePurchase(report: report, buyer: fixture.viewer))
      ])
    }
    return (fixture, ids)
  }

  @Test func `a payment whose name was taken away or given to another is found`() throws {
    let (fixture, purchases) = try Self.fixture()
    #expect(try Self.fault(in: fixture.store) == nil)
    for purchase in purchases {
      let owner = OwnerID(purchase)
      var store = AlteredStore(base: fixture.store)
      store.alterName = { $0.space == .payment && $1 == owner ? nil : ($0, $1) }
      guard case .missingName(owner, _)? = try Self.fault(in: store) else {
        Issue.record("the payment's name was not missed")
        return
      }
      store.alterName = { ($0, $0.space == .payment && $1 == owner ? OwnerID(rawValue: 7) : $1) }
      guard case .strayName(let name, _)? = try Self.fault(in: store), name.space == .payment
      else {
        Issue.record("another owner of the payment's name was not noticed")
        return
      }
    }
  }
}
