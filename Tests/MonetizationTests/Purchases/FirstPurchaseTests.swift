import Ledger
import Monetization
import Money
import Testing

/// The bonus for the first purchase: once a buyer, with whichever purchase is paid first.
@Suite struct FirstPurchaseTests {
  /// The purse with its bonus of 50 for the first purchase only.
  private static func world(isFirstPurchaseBonus: Bool = true) -> World {
    var world = World()
    world.fund(World.viewer, coins: 0)
    var sold = World.coinPackage()
    sold.isFirstPurchaseBonus = isFirstPurchaseBonus
    world.put(sold, of: OwnerID(World.purse))
    return world
  }

  /// One step of a story; purchases are numbered as they are begun.
  private enum Step {
    case begin
    case pay(Int)
    case fail(Int)
    case cancel(Int)
    case sellWithoutBonus
  }

  private struct End: Equatable {
    var balance: Int64 = 0
    /// The bonus of each purchase, as its record says at last.
    var bonuses: [Int64] = []
  }

  private static func end(of steps: [Step], from start: World = world()) throws -> End {
    var world = start
    var purchases: [PurchaseID] = []
    for (number, step) in steps.enumerated() {
      let entry = try world.accept(
        command(of: step, purchases, number: number), sequence: Int64(number) + 1)
      if case .begin = step, case .purchaseChanged(let change)? = entry?.facts.first {
        purchases.append(change.purchase)
      }
    }
    let wallet = AccountKey(OwnerID(World.viewer), .wallet, .coin)
    return End(
      balance: world.state.account(wallet).balance,
      bonuses: purchases.map { id in
        world.state.purchases[OwnerID(id)]?.offer.bonusCoins.count ?? -1
      })
  }

  private static func command(of step: Step, _ purchases: [PurchaseID], number: Int) -> Command {
    let price = Money(minorUnits: 99_900, currency: .inr)
    func settle(_ index: Int, _ outcome: GatewayReport.Outcome) -> Command {
      .settlePurchase(
        SettlePurchase(
          report: GatewayReport(
            gateway: .sandbox, eventID: "event-\(number)", purchase: purchases[index],
            outcome: outcome, body: "{}"),
          buyer: World.viewer))
    }
    switch step {
    case .begin:
      return .createPurchase(
        CreatePurchase(
          user: World.viewer, goods: .package(World.purse), gateway: .sandbox, returnURL: nil))
    case .pay(let index):
      let payment = GatewayReport.Payment(
        transaction: "pay-\(index)", amount: price, fee: Money(minorUnits: 0, currency: .inr),
        method: .upi)
      return settle(index, .paid(payment))
    case .fail(let index): return settle(index, .failed(reason: "Declined"))
    case .cancel(let index): return settle(index, .cancelled)
    case .sellWithoutBonus:
      var sold = World.coinPackage()
      sold.bonusCoins = .zero
      return .savePackage(SavePackage(id: World.purse, coinPackage: sold))
    }
  }

  private static let stories: [(String, [Step], End)] = [
    ("one is paid", [.begin, .pay(0)], End(balance: 550, bonuses: [50])),
    (
      "the second is offered none", [.begin, .pay(0), .begin, .pay(1)],
      End(balance: 1_050, bonuses: [50, 0])
    ),
    (
      "two begun at once: the one paid first has it", [.begin, .begin, .pay(1), .pay(0)],
      End(balance: 1_050, bonuses: [0, 50])
    ),
    (
      "an abandoned one costs nothing", [.begin, .begin, .pay(1)],
      End(balance: 550, bonuses: [50, 50])
    ),
    (
      "a failed one costs nothing", [.begin, .fail(0), .begin, .pay(1)],
      End(balance: 550, bonuses: [50, 50])
    ),
    (
      "a cancelled one whose money comes late is not the first any more",
      [.begin, .cancel(0), .begin, .pay(1), .pay(0)], End(balance: 1_050, bonuses: [0, 50])
    ),
    (
      "a failed one whose money comes late is the first",
      [.begin, .fail(0), .begin, .pay(0), .pay(1)],
      End(balance: 1_050, bonuses: [50, 0])
    ),
    (
      "the same payment twice", [.begin, .pay(0), .pay(0)], End(balance: 550, bonuses: [50])
    ),
    (
      "what was offered is credited, whatever the package is by then",
      [.begin, .sellWithoutBonus, .pay(0)], End(balance: 550, bonuses: [50])
    ),
  ]

  @Test(arguments: stories.map(\.0))
  func `the bonus is given once, with the first purchase that is paid`(name: String) throws {
    let story = try #require(Self.stories.first { $0.0 == name })
    #expect(try Self.end(of: story.1) == story.2)
  }

  @Test func `in any order of any events one purchase has the bonus, and it is a paid one`() throws
  {
    for shuffle in 0..<4_096 {
      var steps: [Step] = [.begin, .begin, .begin]
      for digit in 0..<6 {
        let choice = shuffle >> (2 * digit) & 3
        steps.append(
          [.pay(digit % 3), .fail(digit % 3), .cancel((digit + 1) % 3), .pay((digit + 2) % 3)][
            choice])
      }
      let paid = Set(
        steps.compactMap { step -> Int? in if case .pay(let index) = step { index } else { nil } })
      let end = try Self.end(of: steps)
      #expect(end.balance == Int64(paid.count) * 500 + (paid.isEmpty ? 0 : 50), "\(steps)")
      let given = paid.filter { end.bonuses[$0] == 50 }
      #expect(given.count == min(1, paid.count), "\(steps)")
    }
  }

  @Test func `any other bonus comes with every purchase`() throws {
    let world = Self.world(isFirstPurchaseBonus: false)
    let end = try Self.end(of: [.begin, .pay(0), .begin, .pay(1)], from: world)
    #expect(end == End(balance: 1_100, bonuses: [50, 50]))
  }
}
