import Ledger
import Monetization
import Money
import Testing

@Suite struct RecordPurchaseTests {
  private static let price = Money(minorUnits: 9_900, currency: .inr)

  private static func command(
    _ goods: CreatePurchase.Goods = .custom(Coins(500)), transaction: String = "pi_1",
    amount: Money = price
  ) -> RecordPurchase {
    RecordPurchase(
      user: World.viewer, goods: goods, gateway: .external,
      payment: GatewayReport.Payment(
        transaction: transaction, amount: amount,
        fee: Money(minorUnits: 0, currency: amount.currency), method: .upi))
  }

  private static var world: World {
    var world = World()
    world.fund(World.viewer, coins: 0)
    return world
  }

  @Test func `coins, money and the payment's name come in one entry`() throws {
    let delta = try #require(Self.world.decide(.recordPurchase(Self.command())).delta)
    let inr = AmountUnit(.inr)
    func platformAccount(_ kind: AccountKind, _ unit: AmountUnit) -> AccountKey {
      AccountKey(World.platform, kind, unit)
    }
    #expect(
      delta.transactions.first?.movements == [
        Movement(platformAccount(.issued, .coin), .counterpart, -500),
        Movement(AccountKey(OwnerID(World.viewer), .wallet, .coin), .purchase, 500),
        Movement(platformAccount(.clearingExternal, inr), .counterpart, 9_900),
        Movement(platformAccount(.sales, inr), .counterpart, -9_900),
      ])
    let id = PurchaseID(World.moment.stamp.rawValue)
    #expect(
      delta.rows.contains(.buyer(Buyer(user: World.viewer, firstPurchase: id)))
        && delta.rows.contains(.name(.payment("pi_1", at: .external), OwnerID(id))))
    let made = delta.rows.compactMap { if case .purchase(let row) = $0 { row } else { nil } }.first
    #expect(made?.status == .completed && made?.paidAt == World.moment.time)
  }

  @Test func `the same payment changes nothing, and other facts are refused`() throws {
    var world = Self.world
    _ = try world.accept(.recordPurchase(Self.command()), sequence: 1)
    var again = Self.command()
    again.known = PurchaseID(World.moment.stamp.rawValue)
    #expect(world.decide(.recordPurchase(again)) == .unchanged)
    var other = Self.command(amount: Money(minorUnits: 9_901, currency: .inr))
    other.known = again.known
    var late = again
    late.paidAt = Timestamp(milliseconds: World.moment.time.milliseconds - 1)
    for changed in [other, late] {
      #expect(
        world.decide(.recordPurchase(changed)) == .refuse(.purchase(.paymentCredited)))
    }
  }

  @Test func `a payment that a gateway reported is not recorded again`() {
    var world = Self.world
    world.claim(.payment("pi_1", at: .external), for: OwnerID(World.purchase))
    #expect(
      world.decide(.recordPurchase(Self.command())) == .refuse(.purchase(.paymentCredited)))
  }

  @Test func `a suspended buyer's money was taken all the same`() {
    var world = Self.world
    world.putUser(World.viewer) { $0.isSuspended = true }
    #expect(world.decide(.recordPurchase(Self.command())).delta != nil)
  }

  @Test(arguments: [(300_000, true), (300_001, false)] as [(Int64, Bool)])
  func `a clock may be five minutes ahead`(ahead: Int64, isTaken: Bool) {
    var command = Self.command()
    command.paidAt = Timestamp(milliseconds: World.moment.time.milliseconds + ahead)
    let decision = Self.world.decide(.recordPurchase(command))
    #expect((decision.delta != nil) == isTaken)
    #expect(isTaken || decision == .refuse(.purchase(.paidInFuture)))
  }
}
