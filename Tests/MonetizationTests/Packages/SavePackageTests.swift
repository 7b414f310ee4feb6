import Ledger
import Monetization
import Money
import Testing

@Suite struct SavePackageTests {
  @Test(
    arguments: [
      (0, 0, 1, .coinsOutOfBounds), (-1, 0, 1, .coinsOutOfBounds),
      (1_000_000_001, 0, 1, .coinsOutOfBounds),
      (.min, 0, 1, .coinsOutOfBounds),
      (1, -1, 1, .bonusOutOfBounds), (1, .max, 1, .bonusOutOfBounds), (1, 0, 0, .priceOutOfBounds),
      (1, 0, .min, .priceOutOfBounds),
      (1, 0, .max, .priceOutOfBounds), (0, -1, 0, .coinsOutOfBounds), (1, -1, 0, .bonusOutOfBounds),
    ] as [(Int64, Int64, Int64, PackageRefusal)])
  func `bounds are checked in their order`(
    coins: Int64, bonus: Int64, price: Int64, refusal: PackageRefusal
  ) {
    var made = CoinPackage(
      id: World.purse, name: "Purse", coins: Coins(coins),
      price: Money(minorUnits: price, currency: .inr))
    made.bonusCoins = Coins(bonus)
    let decision = World().decide(.savePackage(SavePackage(id: nil, coinPackage: made)))
    #expect(decision.refusal == .package(refusal))
  }

  private static func local(
    _ country: String, _ minorUnits: Int64, _ currency: Currency
  ) -> LocalPrice {
    LocalPrice(country: country, price: Money(minorUnits: minorUnits, currency: currency))
  }

  @Test(
    arguments: [
      ([local("US", 1_299, .usd)], nil),
      ([local("DE", 1_199, .eur), local("FR", 1_199, .eur), local("US", 1_299, .usd)], nil),
      ([local("IN", 99_900, .inr)], nil),
      ([local("DE", 1_199, .eur), local("FR", 1_200, .eur)], .currencyTwice),
      ([local("IN", 99_901, .inr)], .currencyTwice),
      ([local("US", 1_299, .usd), local("US", 1_199, .eur)], .countryTwice),
      ([local("US", 0, .usd)], .localPriceOutOfBounds),
      ([local("US", .min, .usd)], .localPriceOutOfBounds),
      ([local("US", 1_000_000_001, .usd)], .localPriceOutOfBounds),
      (Array(repeating: local("US", 1, .usd), count: 301), .tooManyLocalPrices),
    ] as [([LocalPrice], PackageRefusal?)])
  func `a country has one price, and so has a currency`(
    prices: [LocalPrice], refusal: PackageRefusal?
  ) {
    var made = World.coinPackage()
    made.localPrices = prices
    let decision = World().decide(.savePackage(SavePackage(id: nil, coinPackage: made)))
    #expect(decision.refusal == refusal.map { .package($0) })
  }

  @Test(
    arguments: [
      (0, 1, nil), (5, 5, .promotionEndsTooEarly), (6, 5, .promotionEndsTooEarly),
      (.min, .max, nil),
    ]
      as [(Int64, Int64, PackageRefusal?)])
  func `a promotion ends after it starts`(
    start: Int64, end: Int64, refusal: PackageRefusal?
  ) {
    var made = World.coinPackage()
    made.promotion = Promotion(
      startsAt: Timestamp(milliseconds: start), endsAt: Timestamp(milliseconds: end))
    let decision = World().decide(.savePackage(SavePackage(id: nil, coinPackage: made)))
    #expect(decision.refusal == refusal.map { .package($0) })
  }

  @Test func `a package is made, changed, left as it is, or not there`() {
    let world = World()
    let same = World.coinPackage()
    var changed = World.coinPackage(price: 1)
    changed.isFirstPurchaseBonus = true
    changed.promotion = Promotion(
      startsAt: Timestamp(milliseconds: 1), endsAt: Timestamp(milliseconds: 2))
    changed.localPrices = [Self.local("US", 1_299, .usd)]
    let made = world.decide(.savePackage(SavePackage(id: nil, coinPackage: same)))
    #expect(
      made.delta?.facts == [.packageSaved(PackageSaved(PackageID(World.moment.stamp.rawValue)))])
    let change = world.decide(.savePackage(SavePackage(id: World.purse, coinPackage: changed)))
    #expect(change.delta?.rows == [.package(changed)])
    let kept = world.decide(.savePackage(SavePackage(id: World.purse, coinPackage: same)))
    #expect(kept == .unchanged)
    let missing = world.decide(.savePackage(SavePackage(id: PackageID(9), coinPackage: same)))
    #expect(missing.refusal == .notFound(.package))
  }

  @Test func `an edit is checked together with what it leaves as it is`() throws {
    var world = World()
    var prices = PackageChanges()
    prices.localPrices = [Self.local("US", 1_299, .usd)]
    prices.icon = .set("star")
    _ = try world.accept(
      .savePackage(SavePackage(id: World.purse, changes: prices)), sequence: 0)
    var base = PackageChanges()
    base.price = Money(minorUnits: 1_300, currency: .usd)
    let contradicting = SavePackage(id: World.purse, changes: base)
    #expect(
      world.decide(.savePackage(contradicting)).refusal
        == .package(.currencyTwice))
    base.price = Money(minorUnits: 1_299, currency: .usd)
    base.icon = .set(nil)
    _ = try world.accept(.savePackage(SavePackage(id: World.purse, changes: base)), sequence: 1)
    let after = world.state.packages[OwnerID(World.purse)]
    #expect(after?.localPrices == prices.localPrices && after?.icon == nil)
    #expect(after?.price == base.price && after?.name == "Purse")
  }
}
