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

  /// A purchase that a gateway reported as paid, and one that was paid at once; with their ids.
  private static func fixture() throws -> (LaneFixture, [PurchaseID]) {
    let fixture = try LaneFixture()
    try fixture.accept([.saveSettings(SaveSettings(settings: .streamit))])
    var wish = CreatePurchase(
      user: fixture.viewer, goods: .custom(Coins(10)), gateway: .sandbox, returnURL: nil)
    let begun = try fixture.accept([.createPurchase(wish)])
    wish.isPaidAtOnce = true
    let paid = try fixture.accept([.createPurchase(wish)])
    let id = PurchaseID(begun[0].stamp.rawValue)
    let payment = GatewayReport.Payment(
      transaction: "pay-1", amount: Money(minorUnits: 1_000, currency: .inr),
      fee: Money(minorUnits: 0, currency: .inr), method: .upi)
    let report = GatewayReport(
      gateway: .sandbox, eventID: "evt_1", purchase: id, outcome: .paid(payment), body: "{}")
    try fixture.accept([.settlePurchase(SettlePurchase(report: report, buyer: fixture.viewer))])
    return (fixture, [id, PurchaseID(paid[0].stamp.rawValue)])
  }

  @Test func `a payment whose name was taken away or given to another is found`() throws {
    let (fixture, purchases) = try Self.fixture()
    #expect(try Self.fault(in: fixture.store) == nil)
    for purchase in purchases {
      let owner = OwnerID(purchase)
      var store = AlteredStore(base: fixture.store)
      store.alterName = { $1 == owner ? nil : $1 }
      #expect(try Self.fault(in: store) == .unclaimedPayment(purchase))
      store.alterName = { $1 == owner ? OwnerID(rawValue: 7) : $1 }
      #expect(try Self.fault(in: store) == .unclaimedPayment(purchase))
    }
  }

  @Test func `a payment that was credited before payments had names is not missed`() throws {
    let (fixture, _) = try Self.fixture()
    var store = AlteredStore(base: fixture.store)
    store.alterName = { name, owner in name.space == .payment ? nil : owner }
    // The third version of the row ends before the flag.
    store.alterCell = { _, cell in
      guard cell.slot.tag == .purchase else { return cell }
      return StoredCell(slot: cell.slot, bytes: [3] + cell.bytes.dropFirst().dropLast())
    }
    #expect(try Self.fault(in: store) == nil)
  }
}
