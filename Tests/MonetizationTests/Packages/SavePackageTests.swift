import Ledger
import Monetization
import Money
import Testing

@Suite struct SavePackageTests {
  @Test(
    arguments: [
      (0, 0, 1, "coins"), (-1, 0, 1, "coins"), (1_000_000_001, 0, 1, "coins"),
      (.min, 0, 1, "coins"),
      (1, -1, 1, "bonusCoins"), (1, .max, 1, "bonusCoins"), (1, 0, 0, "price"),
      (1, 0, .min, "price"),
      (1, 0, .max, "price"), (0, -1, 0, "coins"), (1, -1, 0, "bonusCoins"),
    ] as [(Int64, Int64, Int64, String)])
  func `bounds are checked in their order`(coins: Int64, bonus: Int64, price: Int64, field: String)
  {
    var made = CoinPackage(
      id: World.purse, name: "Purse", coins: Coins(coins),
      price: Money(minorUnits: price, currency: .inr))
    made.bonusCoins = Coins(bonus)
    let decision = World().decide(.savePackage(SavePackage(id: nil, coinPackage: made)))
    #expect(decision.refusal == .invalid(field: field, reason: ""))
  }

  @Test func `a package is made, changed, left as it is, or not there`() {
    let world = World()
    let same = World.coinPackage()
    let changed = World.coinPackage(price: 1)
    let made = world.decide(.savePackage(SavePackage(id: nil, coinPackage: same)))
    #expect(made.delta?.facts == [.packageSaved(PackageID(World.moment.stamp.rawValue))])
    let change = world.decide(.savePackage(SavePackage(id: World.purse, coinPackage: changed)))
    #expect(change.delta?.rows == [.package(changed)])
    let kept = world.decide(.savePackage(SavePackage(id: World.purse, coinPackage: same)))
    #expect(kept == .unchanged)
    let missing = world.decide(.savePackage(SavePackage(id: PackageID(9), coinPackage: same)))
    #expect(missing.refusal == .notFound(.package))
  }
}
