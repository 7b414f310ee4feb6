import Ledger
import Monetization
import Money
import Testing

@Suite struct CreatePurchaseTests {
  struct Asked: Sendable {
    var user = World.viewer
    var goods = CreatePurchase.Goods.package(World.purse)
    var currency: Currency?

    var command: Command {
      var command = CreatePurchase(user: user, goods: goods, gateway: .sandbox, returnURL: nil)
      command.currency = currency
      return .createPurchase(command)
    }
  }

  private static let refusals: [RefusalRow<Asked>] = [
    RefusalRow("nobody buys", .notFound(.user)) { $1.user = UserID(9) },
    RefusalRow("the buyer is suspended", .user(.suspended)) { world, _ in
      world.putUser(World.viewer) { $0.isSuspended = true }
    },
    RefusalRow("there is no such package", .notFound(.package)) {
      $1.goods = .package(PackageID(9))
    },
    RefusalRow("the package is not sold", .notFound(.package)) { world, _ in
      var made = World.coinPackage()
      made.isActive = false
      world.put(made, of: OwnerID(World.purse))
    },
    RefusalRow("the package has no such price", .purchase(.priceNotInCurrency)) {
      $1.currency = .usd
    },
  ]

  @Test func `refusals come in their order`() {
    expectPrecedence(of: Self.refusals, asked: Asked(), command: \.command)
  }

  @Test func `a package is ordered as it is now`() throws {
    let delta = try #require(World().decide(Asked().command).delta)
    guard case .purchaseChanged(let change)? = delta.facts.first else {
      Issue.record("an order is a fact")
      return
    }
    #expect(change.status == .pending && change.user == World.viewer)
    #expect(change.offer.coins == Coins(500) && change.offer.bonusCoins == Coins(50))
    #expect(change.offer.price == Money(minorUnits: 99_900, currency: .inr))
    #expect(change.purchase.rawValue == World.moment.stamp.rawValue)
    #expect(delta.transactions.isEmpty)
  }

  @Test func `metadata is kept with the purchase`() throws {
    var command = CreatePurchase(
      user: World.viewer, goods: .package(World.purse), gateway: .sandbox, returnURL: nil)
    for metadata in [nil, Metadata([.init("order", "A-1")])] {
      command.metadata = metadata
      let delta = try #require(World().decide(.createPurchase(command)).delta)
      guard case .purchase(let purchase)? = delta.rows.first else {
        Issue.record("an order is a row")
        return
      }
      #expect(purchase.metadata == metadata)
      #expect(delta.texts.isEmpty)
    }
  }

  @Test(arguments: [0, -1, .min, 10_000_001, 1_000_000_001, .max] as [Int64])
  func `a custom amount stays within one operation`(count: Int64) {
    let asked = Asked(goods: .custom(Coins(count)))
    #expect(World().decide(asked.command).refusal == .wallet(.amountOutOfBounds))
  }

  @Test(
    arguments: [
      ("100", 7, 700), ("0.5", 1, 1), ("0.5", 2, 1), ("0.5", 3, 2), ("0.00000001", 1, 1),
      ("0.00000001", 100_000_001, 2), ("0", 5, nil),
    ] as [(String, Int64, Int64?)])
  func `a custom price is rounded up`(unitPrice: String, count: Int64, minorUnits: Int64?) {
    let coin = CoinSettings(
      name: "coin", currency: .inr, value: .one, unitPrice: Rate(decimal: unitPrice))
    #expect(coin.price(of: Coins(count))?.minorUnits == minorUnits)
  }

  @Test func `no coins are sold one by one where settings have no price`() {
    var world = World()
    world.putSettings { $0.coin.unitPrice = nil }
    let asked = Asked(goods: .custom(Coins(5)))
    #expect(world.decide(asked.command).refusal == .wallet(.amountOutOfBounds))
  }
}
