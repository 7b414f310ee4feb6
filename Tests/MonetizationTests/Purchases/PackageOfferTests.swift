import Ledger
import Monetization
import Money
import Testing

/// What a buyer is offered: price and bonus of the moment.
@Suite struct PackageOfferTests {
  private static func offer(
    of change: (inout CoinPackage) -> Void, currency: Currency? = nil, country: String? = nil
  ) -> Decision {
    var world = World()
    var sold = World.coinPackage()
    change(&sold)
    world.put(sold, of: OwnerID(World.purse))
    world.putUser(World.viewer) { $0.profile.country = country }
    var command = CreatePurchase(
      user: World.viewer, goods: .package(World.purse), gateway: .sandbox, returnURL: nil)
    command.currency = currency
    return world.decide(.createPurchase(command))
  }

  private static func offer(in decision: Decision) -> PurchaseOffer? {
    guard case .purchaseChanged(let change)? = decision.delta?.facts.first else { return nil }
    return change.offer
  }

  /// Start and end, as milliseconds from the purchase.
  @Test(
    arguments: [
      (0, 1, 50), (-1, 1, 50), (-1, 0, 0), (1, 2, 0), (-2, -1, 0), (-1_000, 86_400_000, 50),
    ] as [(Int64, Int64, Int64)])
  func `a bonus is given from the start of its promotion on, and before its end`(
    start: Int64, end: Int64, bonus: Int64
  ) {
    let now = World.moment.time
    let decision = Self.offer(of: {
      $0.promotion = Promotion(
        startsAt: now.advanced(byMilliseconds: start), endsAt: now.advanced(byMilliseconds: end))
    })
    #expect(Self.offer(in: decision)?.bonusCoins == Coins(bonus))
    #expect(Self.offer(in: decision)?.coins == Coins(500))
  }

  private static let prices = [
    LocalPrice(country: "US", price: Money(minorUnits: 1_299, currency: .usd)),
    LocalPrice(country: "DE", price: Money(minorUnits: 1_199, currency: .eur)),
    LocalPrice(country: "FR", price: Money(minorUnits: 1_199, currency: .eur)),
  ]

  @Test(
    arguments: [
      (nil, nil, 99_900), (nil, "US", 99_900), (.inr, nil, 99_900), (.inr, "US", 99_900),
      (.usd, nil, 1_299), (.usd, "US", 1_299), (.eur, "FR", 1_199), (.eur, "DE", 1_199),
      (.eur, nil, 1_199), (.eur, "US", nil), (.usd, "IN", nil), (.kwd, nil, nil),
      (.kwd, "US", nil),
    ] as [(Currency?, String?, Int64?)])
  func `a listed price is for its countries, the base price for everybody`(
    currency: Currency?, country: String?, minorUnits: Int64?
  ) {
    let decision = Self.offer(
      of: { $0.localPrices = Self.prices }, currency: currency, country: country)
    let expected = minorUnits.map { Money(minorUnits: $0, currency: currency ?? .inr) }
    #expect(Self.offer(in: decision)?.price == expected)
    if expected == nil {
      #expect(decision.refusal == .purchase(.priceNotInCurrency))
    }
  }

  @Test func `what is shown in a currency is what its country pays`() {
    var sold = World.coinPackage()
    sold.localPrices = Self.prices
    for local in Self.prices {
      let shown = sold.price(in: local.price.currency)
      #expect(shown == sold.price(in: local.price.currency, for: local.country))
      #expect(shown == sold.price(in: local.price.currency, for: nil))
    }
    #expect(sold.price(in: .jpy) == nil)
  }
}
