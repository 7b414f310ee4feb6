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
    let decision = Self.world(age: age).decide(.beginLookUp(BeginLookUp(purchase: id)))
    guard let next else {
      #expect(decision == .unchanged)
      return
    }
    #expect(decision.delta?.facts == [.lookUpBegun(id, next: next)])
    #expect(decision.delta?.transactions.isEmpty == true)
  }

  @Test func `a look-up that was begun is not begun again before the next is due`() throws {
    let age = 10 * Self.minute
    var world = Self.world(age: age)
    let command = Command.beginLookUp(BeginLookUp(purchase: Self.purchase(age: age)))
    #expect(try world.accept(command, sequence: 1) != nil)
    #expect(world.decide(command) == .unchanged)
  }

  @Test(arguments: PurchaseStatus.allCases)
  func `only a purchase that is open is asked about`(status: PurchaseStatus) {
    let age = 10 * Self.minute
    let decision = Self.world(age: age) { $0.status = status }
      .decide(.beginLookUp(BeginLookUp(purchase: Self.purchase(age: age))))
    let isOpen = status == .pending || status == .processing
    #expect((decision.delta != nil) == isOpen)
  }

  @Test func `a purchase that is not there is not found`() {
    let decision = World().decide(.beginLookUp(BeginLookUp(purchase: PurchaseID(7))))
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
    // The second version adds one number at the end, and the fourth a truth.
    var reader = ByteReader([1] + writer.bytes.dropFirst(2).dropLast(2))
    #expect(try Purchase(from: &reader) == purchase)
    #expect(reader.isAtEnd)
  }
}
