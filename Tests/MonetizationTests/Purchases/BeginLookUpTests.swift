import Ledger
import Monetization
import Money
import Testing

@Suite struct BeginLookUpTests {
  private static let minute: Int64 = 60_000
  /// As old as a test wants it to be at the moment of the world.
  private static func purchase(age: Int64) -> PurchaseID {
    PurchaseID(Stamp.first(at: World.moment.time.advanced(byMilliseconds: -age)).rawValue)
  }

  private static func command(_ purchase: PurchaseID, payable: Int64 = 0) -> Command {
    .beginLookUp(BeginLookUp(purchase: purchase, payableMilliseconds: payable))
  }

  private static func world(age: Int64, _ change: (inout Purchase) -> Void = { _ in }) -> World {
    var world = World()
    let offer = PurchaseOffer(
      package: nil, coins: Coins(1), bonusCoins: Coins(0),
      price: Money(minorUnits: 3, currency: .inr))
    var made = Purchase(
      id: purchase(age: age), user: World.viewer, offer: offer, gateway: .stripe, returnURL: nil)
    change(&made)
    world.put(made, of: OwnerID(made.id))
    return world
  }

  @Test(
    arguments: [
      (9, nil), (10, 1), (19, 1), (20, 2), (639, 6), (640, 7), (1_439, 7), (1_440, 8), (23_039, 11),
      (23_040, 12), (1_000_000, 12),
    ] as [(Int64, Int64?)])
  func `a first look-up is due after ten minutes and makes up for what was missed`(
    minutes: Int64, next: Int64?
  ) {
    let age = minutes * Self.minute
    let id = Self.purchase(age: age)
    let decision = Self.world(age: age).decide(Self.command(id))
    guard let next else {
      #expect(decision == .unchanged)
      return
    }
    #expect(decision.delta?.facts == [.lookUpBegun(LookUpBegun(id, next: next))])
    #expect(decision.delta?.transactions.isEmpty == true)
  }

  @Test func `a look-up that was begun is not begun again before the next is due`() throws {
    let age = 10 * Self.minute
    var world = Self.world(age: age)
    let command = Self.command(Self.purchase(age: age))
    #expect(try world.accept(command, sequence: 1) != nil)
    #expect(world.decide(command) == .unchanged)
  }

  @Test(arguments: PurchaseStatus.allCases)
  func `only a purchase that could still be paid is asked about`(status: PurchaseStatus) {
    let age = 10 * Self.minute
    let decision = Self.world(age: age) { $0.status = status }
      .decide(Self.command(Self.purchase(age: age)))
    #expect((decision.delta == nil) == [.completed, .refunded, .disputed].contains(status))
  }

  @Test(
    arguments: [
      (.cancelled, 10, 11, 1), (.cancelled, 10, 10, 12), (.cancelled, 10, 0, 12),
      (.failed, 1_440, 1_441, 8), (.failed, 1_440, 1_440, 12), (.pending, 1_440, 0, 8),
      (.processing, 1_440, 0, 8), (.cancelled, 23_040, .max / 60_000, 12),
    ] as [(PurchaseStatus, Int64, Int64, Int64)])
  func `what ended unpaid is asked about until its gateway takes no more money`(
    status: PurchaseStatus, age: Int64, payable: Int64, next: Int64
  ) {
    let id = Self.purchase(age: age * Self.minute)
    let decision = Self.world(age: age * Self.minute) { $0.status = status }
      .decide(Self.command(id, payable: payable * Self.minute))
    #expect(decision.delta?.facts == [.lookUpBegun(LookUpBegun(id, next: next))])
  }

  @Test func `a purchase that is not there is not found`() {
    let decision = World().decide(Self.command(PurchaseID(7)))
    #expect(decision.refusal == .notFound(.purchase))
  }

  @Test func `purchases of the first version are read`() throws {
    let offer = PurchaseOffer(
      package: nil, coins: Coins(1), bonusCoins: Coins(0),
      price: Money(minorUnits: 3, currency: .inr))
    let purchase = Purchase(
      id: World.purchase, user: World.viewer, offer: offer, gateway: .stripe, returnURL: nil)
    var writer = ByteWriter()
    purchase.encode(into: &writer)
    // The second version adds one number at the end, the fourth a truth, the fifth a text
    // and the sixth a time.
    var reader = ByteReader([1] + writer.bytes.dropFirst(2).dropLast(4))
    #expect(try Purchase(of: purchase.key, from: &reader) == purchase)
    #expect(reader.isAtEnd)
  }
}
