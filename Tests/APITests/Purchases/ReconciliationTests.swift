import Application
import Ledger
import Monetization
import Money
import TestKit
import Testing

@testable import API

/// Purchases whose webhook never comes are settled by asking.
@Suite struct ReconciliationTests {
  private let world: World
  private let buyer: UserID
  private let stripe = ScriptedGateway(.stripe)
  private let razorpay = ScriptedGateway(.razorpay)
  private let reconciliation: PurchaseReconciliation

  private static let minute: Int64 = 60_000
  private static let day: Int64 = 86_400_000

  init() async throws {
    world = try await World()
    buyer = try await world.server.register("buyer")
    reconciliation = PurchaseReconciliation(
      platform: world.server.platform, gateways: GatewayRegistry([stripe, razorpay]))
  }

  private func buy(at gateway: GatewayName = .stripe) async throws -> PurchaseID {
    let command = CreatePurchase(
      user: buyer, goods: .custom(Coins(100)), gateway: gateway, returnURL: nil)
    let outcome = await world.server.platform.submit(.createPurchase(command), by: .nobody)
    guard case .accepted(let entry, _) = outcome else { throw StoreError.conflict }
    return PurchaseID(entry.stamp.rawValue)
  }

  private func pass(_ milliseconds: Int64) { world.server.clock.move(byMilliseconds: milliseconds) }

  private func status(_ id: PurchaseID) async throws -> PurchaseStatus {
    try await world.server.platform.standing(of: id).purchase.status
  }

  private func balance() async throws -> Int64? { try await world.balance(of: "buyer") }

  private static let paid = paid(by: "pay-1")

  private static func paid(by transaction: String) -> GatewayReport.Outcome {
    .paid(
      GatewayReport.Payment(
        transaction: transaction, amount: Money(minorUnits: 10_000, currency: .inr),
        fee: Money(minorUnits: 200, currency: .inr), method: .upi))
  }

  @Test(
    arguments: [
      (paid, .completed, 100), (.failed(reason: "Declined"), .failed, 0),
      (.cancelled, .cancelled, 0), (.processing, .processing, 0),
    ] as [(GatewayReport.Outcome, PurchaseStatus, Int64)])
  func `after ten minutes a purchase ends as its gateway says`(
    outcome: GatewayReport.Outcome, status expected: PurchaseStatus, balance: Int64
  ) async throws {
    let id = try await buy()
    stripe.answer(outcome, of: id)
    pass(10 * Self.minute - 1)
    #expect(try await reconciliation.runRound().asked == 0)
    #expect(stripe.asked.isEmpty)
    pass(1)
    let round = try await reconciliation.runRound()
    #expect(round.asked == 1 && round.settled == 1 && !round.mayHaveMore)
    #expect(try await status(id) == expected)
    #expect(try await self.balance() == balance)
  }

  @Test func `a purchase that nobody pays is asked about ever more rarely, then given up`()
    async throws
  {
    let id = try await buy()
    for _ in 0..<(24 * 12 - 1) {
      pass(5 * Self.minute)
      try await reconciliation.runRound()
    }
    pass(5 * Self.minute - 1)
    try await reconciliation.runRound()
    #expect(stripe.asked.count == 7)
    #expect(try await status(id) == .pending)
    pass(1)
    try await reconciliation.runRound()
    #expect(try await status(id) == .cancelled)
    // It is asked about while money can come, and once after that.
    for _ in 0..<100 {
      pass(Self.day)
      try await reconciliation.runRound()
    }
    #expect(stripe.asked.count == 10)
    #expect(try await status(id) == .cancelled)
  }

  @Test(arguments: [(0, 9), (1, 9), (2, 9), (3, 10), (5, 11), (400, 12)] as [(Int64, Int)])
  func `what ended unpaid is asked about for as long as its gateway takes money`(
    days: Int64, asked: Int
  ) async throws {
    let gateway = ScriptedGateway(.dodo, payableDays: days)
    let reconciliation = PurchaseReconciliation(
      platform: world.server.platform, gateways: GatewayRegistry([gateway]))
    let id = try await buy(at: .dodo)
    var age: Int64 = 0
    for next in LookUpSchedule.ages + [400 * Self.day] {
      pass(next - age)
      age = next
      for _ in 0..<2 { try await reconciliation.runRound() }
    }
    #expect(gateway.asked.count == asked)
    #expect(try await status(id) == .cancelled)
  }

  @Test(arguments: [PurchaseStatus.cancelled, .failed])
  func `money that comes after the end is credited once`(end: PurchaseStatus) async throws {
    let id = try await buy()
    if end == .failed { stripe.answer(.failed(reason: "Declined"), of: id, event: "evt_0") }
    pass(Self.day)
    try await reconciliation.runRound()
    #expect(try await status(id) == end)
    for event in ["evt_1", "evt_1", "evt_2"] {
      let report = GatewayReport(
        gateway: .stripe, eventID: event, purchase: id, outcome: Self.paid, body: "{}")
      try await world.server.platform.settle(report)
    }
    #expect(try await status(id) == .completed)
    #expect(try await balance() == 100)
  }

  @Test(arguments: [PurchaseStatus.cancelled, .failed])
  func `money that comes after the end, of which nobody tells, is found by asking`(
    end: PurchaseStatus
  ) async throws {
    let id = try await buy()
    if end == .failed { stripe.answer(.failed(reason: "Declined"), of: id, event: "evt_0") }
    pass(Self.day)
    try await reconciliation.runRound()
    #expect(try await status(id) == end)
    pass(Self.day / 2)
    stripe.answer(Self.paid, of: id, event: "evt_1")
    pass(Self.day / 2)
    try await reconciliation.runRound()
    #expect(try await status(id) == .completed)
    #expect(try await balance() == 100)
  }

  @Test func `what is worked on at the gateway is asked about, and never given up`() async throws {
    let id = try await buy()
    stripe.answer(.processing, of: id)
    pass(10 * Self.minute)
    try await reconciliation.runRound()
    pass(3 * Self.day)
    try await reconciliation.runRound()
    #expect(try await status(id) == .processing)
    stripe.answer(Self.paid, of: id, event: "evt_2")
    pass(Self.day)
    try await reconciliation.runRound()
    #expect(try await status(id) == .completed)
  }

  @Test func `a gateway that is down is left alone, and the others are asked`() async throws {
    stripe.sayOtherwise(.failure(.unavailable))
    var atRazorpay: [PurchaseID] = []
    for _ in 0..<3 {
      atRazorpay.append(try await buy(at: .razorpay))
      _ = try await buy()
    }
    for id in atRazorpay { razorpay.answer(Self.paid(by: id.text), of: id, event: id.text) }
    pass(10 * Self.minute)
    let round = try await reconciliation.runRound()
    #expect(round.failed == 1 && round.settled == 3)
    #expect(stripe.asked.count == 1)
    stripe.sayOtherwise(.success(nil))
    pass(Self.day)
    try await reconciliation.runRound()
    #expect(stripe.asked.count == 4)
  }

  @Test func `a round is bounded, and the next ones finish what is due`() async throws {
    let count = PurchaseReconciliation.askedMax * 2 + 20
    for _ in 0..<count { _ = try await buy() }
    pass(10 * Self.minute)
    var rounds: [Int] = []
    while true {
      let round = try await reconciliation.runRound()
      rounds.append(round.asked)
      guard round.mayHaveMore else { break }
    }
    #expect(rounds == [50, 50, 20])
    #expect(Set(stripe.asked).count == count && stripe.asked.count == count)
  }

  @Test func `a look-up is counted before it is made, and by one alone`() async throws {
    let id = try await buy()
    stripe.sayOtherwise(.failure(.unavailable))
    pass(10 * Self.minute)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        let other = PurchaseReconciliation(
          platform: world.server.platform, gateways: GatewayRegistry([stripe]))
        group.addTask { try await other.runRound() }
      }
      try await group.waitForAll()
    }
    #expect(stripe.asked == [id])
    // As after a crash: the next process finds it counted.
    try await reconciliation.runRound()
    #expect(stripe.asked == [id])
    pass(10 * Self.minute)
    try await reconciliation.runRound()
    #expect(stripe.asked == [id, id])
  }

  @Test func `webhooks, questions of the buyer and the reconciliation credit once`() async throws {
    for number in 0..<20 {
      let id = try await buy()
      let paid = Self.paid(by: "pay-\(number)")
      stripe.answer(paid, of: id, event: "evt_\(number)")
      pass(10 * Self.minute)
      let platform = world.server.platform
      let report = GatewayReport(
        gateway: .stripe, eventID: "evt_\(number)", purchase: id, outcome: paid, body: "{}")
      let again = GatewayReport(
        gateway: .stripe, eventID: "evt_\(number)b", purchase: id, outcome: paid, body: "{}")
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<3 {
          group.addTask { [reconciliation] in try await reconciliation.runRound() }
          group.addTask { try await platform.settle(report) }
          group.addTask { try await platform.settle(again) }
        }
        try await group.waitForAll()
      }
      #expect(try await status(id) == .completed)
      #expect(try await balance() == Int64(number + 1) * 100)
    }
    var verifier = JournalVerifier(store: world.server.store, hashing: ChainSHA256())
    #expect(try verifier.verify().fault == nil)
  }

  @Test func `it works by itself until it is told to stop`() async throws {
    let id = try await buy()
    stripe.answer(Self.paid, of: id)
    pass(10 * Self.minute)
    await withTaskGroup { group in
      group.addTask { [reconciliation] in await reconciliation.run() }
      while stripe.asked.isEmpty { await Task.yield() }
      reconciliation.stop()
      await group.waitForAll()
    }
    #expect(try await status(id) == .completed)
  }
}
