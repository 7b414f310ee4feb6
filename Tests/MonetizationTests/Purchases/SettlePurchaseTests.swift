import Ledger
import Monetization
import Money
import Testing

@Suite struct SettlePurchaseTests {
  private static let price = Money(minorUnits: 99_900, currency: .inr)
  private static let wallet = AccountKey(OwnerID(World.viewer), .wallet, .coin)

  private static func paid(
    _ amount: Money = price, fee: Int64 = 6_796, transaction: String = "pay-1"
  ) -> GatewayReport.Outcome {
    .paid(
      GatewayReport.Payment(
        transaction: transaction, amount: amount, fee: Money(minorUnits: fee, currency: .inr),
        method: .upi))
  }

  private static func command(
    _ outcome: GatewayReport.Outcome, event: String = "event-1", gateway: GatewayName = .sandbox,
    buyer: UserID? = World.viewer, purchase: PurchaseID? = World.purchase
  ) -> Command {
    .settlePurchase(
      SettlePurchase(
        report: GatewayReport(
          gateway: gateway, eventID: event, purchase: purchase, outcome: outcome, body: "{}"),
        buyer: buyer))
  }

  private static func world(_ status: PurchaseStatus = .pending) -> World {
    var world = World()
    world.fund(World.viewer, coins: 0)
    putPurchase(status, in: &world)
    return world
  }

  private static func putPurchase(_ status: PurchaseStatus, in world: inout World) {
    let offer = PurchaseOffer(
      package: World.purse, coins: Coins(500), bonusCoins: Coins(50), price: price)
    var purchase = Purchase(
      id: World.purchase, user: World.viewer, offer: offer, gateway: .sandbox, returnURL: nil)
    purchase.status = status
    if status == .completed { purchase.gatewayTransaction = "pay-1" }
    world.put(purchase, of: OwnerID(World.purchase))
  }

  @Test func `a payment credits coins, bonus and the money leg with its fee`() throws {
    let delta = try #require(Self.world().decide(Self.command(Self.paid())).delta)
    let inr = AmountUnit(.inr)
    func platformAccount(_ kind: AccountKind, _ unit: AmountUnit) -> AccountKey {
      AccountKey(World.platform, kind, unit)
    }
    #expect(
      delta.transactions.first?.movements == [
        Movement(platformAccount(.issued, .coin), .counterpart, -500),
        Movement(Self.wallet, .purchase, 500),
        Movement(platformAccount(.promotion, .coin), .counterpart, -50),
        Movement(Self.wallet, .bonus, 50),
        Movement(platformAccount(.clearingSandbox, inr), .counterpart, 93_104),
        Movement(platformAccount(.gatewayFees, inr), .counterpart, 6_796),
        Movement(platformAccount(.sales, inr), .counterpart, -99_900),
      ])
    let event = GatewayEventID(World.moment.stamp.rawValue)
    #expect(delta.facts.first == .gatewayEventStored(GatewayEventStored(event, .applied)))
    #expect(delta.facts.count == 2)
  }

  @Test(arguments: [0, 99_900] as [Int64])
  func `a fee of nothing and of everything leaves no empty movement`(fee: Int64) throws {
    let delta = try #require(Self.world().decide(Self.command(Self.paid(fee: fee))).delta)
    let draft = try #require(delta.transactions.first)
    try checkBalance(draft.movements)
    #expect(draft.movements.count == 6)
  }

  private static let contradictions: [(GatewayReport.Outcome, ParkingReason)] = [
    (paid(Money(minorUnits: 99_899, currency: .inr)), .otherAmount),
    (paid(Money(minorUnits: 99_901, currency: .inr)), .otherAmount),
    (paid(Money(minorUnits: 99_900, currency: .usd)), .otherCurrency),
    (paid(fee: -1), .wrongFee), (paid(fee: 99_901), .wrongFee),
    (
      .paid(
        GatewayReport.Payment(
          transaction: "pay-1", amount: price, fee: Money(minorUnits: 1, currency: .usd),
          method: .upi)), .wrongFee
    ), (.unreadable, .unreadable),
  ]

  /// The event that a decision stores.
  private static func event(of decision: Decision) -> GatewayEvent? {
    decision.delta?.rows.lazy.compactMap { row in
      if case .gatewayEvent(let event) = row { event } else { nil }
    }.first
  }

  @Test(arguments: contradictions)
  func `what contradicts the order is parked and credits nothing`(
    outcome: GatewayReport.Outcome, reason: ParkingReason
  ) throws {
    for status in PurchaseStatus.allCases {
      let decision = Self.world(status).decide(Self.command(outcome))
      let delta = try #require(decision.delta)
      #expect(Self.event(of: decision)?.reason == reason)
      let event = GatewayEventID(World.moment.stamp.rawValue)
      #expect(delta.facts == [.gatewayEventStored(GatewayEventStored(event, .parked))])
      #expect(delta.transactions.isEmpty)
      #expect(!delta.rows.contains { if case .purchase = $0 { true } else { false } })
    }
  }

  @Test func `another gateway's word is parked`() {
    let decision = Self.world().decide(Self.command(Self.paid(), gateway: .stripe))
    let event = GatewayEventID(World.moment.stamp.rawValue)
    #expect(decision.delta?.facts == [.gatewayEventStored(GatewayEventStored(event, .parked))])
    #expect(Self.event(of: decision)?.reason == .otherGateway)
  }

  @Test(arguments: [nil, World.stranger])
  func `a look that did not find the buyer must be made again`(buyer: UserID?) {
    let decision = Self.world().decide(Self.command(Self.paid(), buyer: buyer))
    #expect(decision.refusal == .notFound(.purchase))
  }

  @Test(
    arguments: [
      (paid(), .unknownOrder), (.processing, .unknownOrder), (.cancelled, .unknownOrder),
      (.failed(reason: "Declined"), .unknownOrder), (.unreadable, .unreadable),
      (.irrelevant, nil),
    ] as [(GatewayReport.Outcome, ParkingReason?)])
  func `what is of no order of ours is kept`(
    outcome: GatewayReport.Outcome, reason: ParkingReason?
  ) throws {
    for purchase in [nil, PurchaseID(9)] {
      let decision = World().decide(Self.command(outcome, buyer: nil, purchase: purchase))
      let delta = try #require(decision.delta)
      let event = try #require(Self.event(of: decision))
      #expect(delta.facts == [.gatewayEventStored(GatewayEventStored(event.id, event.verdict))])
      #expect(delta.transactions.isEmpty && delta.rows.count == 2)
      #expect(event.verdict == (reason == nil ? .ignored : .parked) && event.reason == reason)
    }
  }

  @Test func `an event that came before its order is decided again with the order`() throws {
    var world = World()
    world.fund(World.viewer, coins: 0)
    let early = try #require(try world.accept(Self.command(Self.paid(), buyer: nil), sequence: 1))
    guard case .gatewayEventStored(let stored)? = early.facts.first, stored.verdict == .parked
    else {
      Issue.record("\(early.facts)")
      return
    }
    let event = stored.event
    #expect(world.decide(Self.command(Self.paid(), buyer: nil)) == .unchanged)
    Self.putPurchase(.pending, in: &world)
    #expect(world.decide(Self.command(Self.paid(), buyer: nil)).refusal == .notFound(.purchase))
    let late = try #require(try world.accept(Self.command(Self.paid()), sequence: 2))
    #expect(late.facts.first == .gatewayEventStored(GatewayEventStored(event, .applied)))
    #expect(world.state.account(Self.wallet).balance == 550)
    #expect(world.state.gatewayEvents[OwnerID(event)]?.reason == nil)
    #expect(world.decide(Self.command(Self.paid())) == .unchanged)
  }

  @Test func `a payment of another order is parked, of the same one it says nothing new`() throws {
    var world = Self.world()
    world.claim(.payment("pay-1", at: .stripe), for: OwnerID(rawValue: 7))
    _ = try world.accept(Self.command(Self.paid()), sequence: 1)
    #expect(world.state.account(Self.wallet).balance == 550)
    #expect(world.state.names[.payment("pay-1", at: .sandbox)] == OwnerID(World.purchase))
    let again = world.decide(Self.command(Self.paid(), event: "event-2"))
    #expect(Self.event(of: again)?.verdict == .ignored)
    var other = Self.world()
    other.claim(.payment("pay-1", at: .sandbox), for: OwnerID(rawValue: 7))
    for status in [.pending, .processing, .failed, .cancelled] as [PurchaseStatus] {
      Self.putPurchase(status, in: &other)
      let decision = other.decide(Self.command(Self.paid()))
      #expect(Self.event(of: decision)?.reason == .paymentOfOtherOrder)
      #expect(decision.delta?.transactions.isEmpty == true)
    }
    #expect(other.decide(Self.command(Self.paid(transaction: "pay-2"))).delta?.facts.count == 2)
  }

  @Test func `an event that is known does nothing, whatever it says now`() {
    var world = Self.world()
    world.claim(UniqueName(.gatewayEvent, "1:event-1"), for: OwnerID(rawValue: 7))
    #expect(world.decide(Self.command(Self.paid())) == .unchanged)
    #expect(world.decide(Self.command(.cancelled)) == .unchanged)
    #expect(world.decide(Self.command(Self.paid(), event: "event-2")).delta != nil)
  }

  /// Two events of one payment, one that contradicts the order, and what else a gateway may say.
  private static let events: [(String, GatewayReport.Outcome)] = [
    ("a", paid()), ("b", paid()), ("c", .failed(reason: "Declined")), ("d", .cancelled),
    ("e", paid(Money(minorUnits: 1, currency: .inr))), ("f", paid(transaction: "pay-2")),
  ]

  @Test func `every order of every events ends in the same state and credits once`() throws {
    for chosen in 1..<(1 << Self.events.count) {
      let subset = Self.events.indices.filter { chosen >> $0 & 1 == 1 }.map { Self.events[$0] }
      let outcomes = try Set(permutations(of: subset).map(Self.end(of:)))
      #expect(outcomes.count == 1, "\(subset.map(\.0)): \(outcomes)")
      let isPaid = subset.contains { ["a", "b", "f"].contains($0.0) }
      #expect(outcomes.first?.balance == (isPaid ? 550 : 0))
      #expect(outcomes.first?.status == Self.expectedStatus(of: subset.map(\.0)))
    }
  }

  private struct End: Hashable {
    let status: PurchaseStatus?
    let balance: Int64
    let sales: Int64
  }

  private static func end(of events: [(String, GatewayReport.Outcome)]) throws -> End {
    var world = Self.world()
    // Each event comes twice.
    for (number, event) in (events + events).enumerated() {
      _ = try world.accept(
        Self.command(event.1, event: event.0), sequence: Int64(number) + 1)
    }
    let sales = AccountKey(World.platform, .sales, AmountUnit(.inr))
    return End(
      status: world.state.purchases[OwnerID(World.purchase)]?.status,
      balance: world.state.account(Self.wallet).balance,
      sales: world.state.account(sales).balance)
  }

  private static func expectedStatus(of names: [String]) -> PurchaseStatus {
    if names.contains(where: { ["a", "b", "f"].contains($0) }) { return .completed }
    if names.contains("c") { return .failed }
    return names.contains("d") ? .cancelled : .pending
  }
}

private func permutations<Value>(of values: [Value]) -> [[Value]] {
  guard !values.isEmpty else { return [[]] }
  return values.indices.flatMap { index in
    var rest = values
    let first = rest.remove(at: index)
    return permutations(of: rest).map { [first] + $0 }
  }
}
