import Application
import JSON
import Ledger
import Monetization
import Money
import TestKit
import Testing

@testable import API

/// Whatever a gateway says is kept and seen, whether or not somebody can be credited for it.
@Suite struct StoredEventTests {
  private let folder: Folder
  private let world: World

  init() async throws {
    folder = try Folder()
    world = try await World()
  }

  @Test func `money for an order that nobody knows is kept once and shown`() async throws {
    try await PaymentStage.with(world, in: folder) { stage in
      let body = PaymentStage.paid("ord_000000000001a")
      let before = try world.server.journalLength
      for _ in 0..<3 { #expect(try stage.send(body).status == 200) }
      #expect(try world.server.journalLength == before + 1)
      let items = try stage.parkedItems()
      #expect(items.count == 1)
      #expect(items.first?.names == ["parked"])
      let parked = try #require(items.first?["parked"])
      #expect(parked["gateway"]?.stringValue == "sandbox")
      #expect(parked["eventId"]?.stringValue == "evt_1")
      #expect(parked["orderId"]?.stringValue == "ord_000000000001a")
      #expect(parked["paymentId"]?.stringValue == "pay-1")
      #expect(parked["amount"]?.integerValue == 9_900)
      #expect(parked["currency"]?.stringValue == "INR")
      #expect(parked["reason"]?.stringValue == "unknown_order")
      #expect(parked["receivedAt"]?.stringValue != nil)
      #expect(parked["body"]?.stringValue == body)
    }
  }

  /// What contradicts the order, by what the gateway is made to say.
  static let contradictions: [(@Sendable (String) -> String, String)] = [
    ({ PaymentStage.paid($0, amount: 9_901) }, "other_amount"),
    ({ PaymentStage.paid($0, currency: "USD") }, "other_currency"),
    ({ PaymentStage.paid($0, fee: -1) }, "wrong_fee"),
    ({ PaymentStage.paid($0, fee: 9_901) }, "wrong_fee"),
    ({ PaymentStage.paid($0, payment: "") }, "unreadable"),
    ({ PaymentStage.paid($0, payment: String(repeating: "p", count: 256)) }, "unreadable"),
    ({ PaymentStage.paid($0 + "x") }, "unknown_order"),
    ({ _ in PaymentStage.paid("elsewhere") }, "unknown_order"),
  ]

  @Test(arguments: contradictions.indices)
  func `what cannot be credited says why`(index: Int) async throws {
    let (body, reason) = Self.contradictions[index]
    try await PaymentStage.with(world, in: folder) { stage in
      let order = try #require(try stage.buy()["orderId"]?.stringValue)
      #expect(try stage.send(body(order)).status == 200)
      let items = try stage.parkedItems()
      #expect(items.map { $0["parked"]?["reason"]?.stringValue } == [reason])
      #expect(try stage.balance() == 0)
      // The right payment is credited all the same.
      #expect(try stage.send(PaymentStage.paid(order), event: "evt_2").status == 200)
      #expect(try stage.balance() == 105)
    }
  }

  @Test func `a second payment of one order is parked, and says so`() async throws {
    try await PaymentStage.with(world, in: folder) { stage in
      let order = try #require(try stage.buy()["orderId"]?.stringValue)
      for number in 1...2 {
        let body = PaymentStage.paid(order, payment: "pay-\(number)")
        #expect(try stage.send(body, event: "evt_\(number)").status == 200)
      }
      #expect(try stage.balance() == 105)
      let items = try stage.parkedItems()
      #expect(items.map { $0["parked"]?["reason"]?.stringValue } == ["second_payment"])
      #expect(items.first?["userId"]?.stringValue == "buyer")
    }
  }

  @Test func `of many who bring one payment at once one is credited`() async throws {
    try await PaymentStage.with(world, in: folder) { stage in
      let orders = try (0..<12).map { _ in
        try #require(try stage.buy()["orderId"]?.stringValue)
      }
      let answers = try await withThrowingTaskGroup(of: Int.self) { group in
        for order in orders {
          group.addTask { try stage.send(PaymentStage.paid(order), event: "of-" + order).status }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers == Array(repeating: 200, count: 12))
      #expect(try stage.balance() == 105)
      #expect(try stage.parkedItems().count == 11)
    }
    var verifier = JournalVerifier(store: world.server.store, hashing: ChainSHA256())
    #expect(try verifier.verify().fault == nil)
  }

  @Test func `an order that turns up later is credited when its event comes again`() async throws {
    let platform = world.server.platform
    let buyer = try await world.server.register("buyer")
    // The number of the order that is made ten seconds from now.
    var clock = HybridClock(writer: .first, last: .zero)
    let later = world.server.clock.now().advanced(byMilliseconds: 10_000)
    let order = PurchaseID(clock.next(now: later).rawValue)
    let payment = GatewayReport.Payment(
      transaction: "pay-1", amount: Money(minorUnits: 10_000, currency: .inr),
      fee: Money(minorUnits: 0, currency: .inr), method: .upi)
    let report = GatewayReport(
      gateway: .stripe, eventID: "evt_1", purchase: order, outcome: .paid(payment), body: "{}")
    for isNew in [true, false] { #expect(try await platform.settle(report) == isNew) }
    #expect(try await platform.parkedPayments(before: nil, limit: 10).items.count == 1)
    world.server.clock.set(later)
    let wish = CreatePurchase(
      user: buyer, goods: .custom(Coins(100)), gateway: .stripe, returnURL: nil)
    try await world.server.submit(.createPurchase(wish))
    for isNew in [true, false] { #expect(try await platform.settle(report) == isNew) }
    #expect(try await platform.standing(of: order).balance == 100)
    let page = try await platform.parkedPayments(before: nil, limit: 10)
    #expect(page.items.isEmpty)
    var verifier = JournalVerifier(store: world.server.store, hashing: ChainSHA256())
    let fault = try verifier.verify().fault
    #expect(fault == nil)
  }

  @Test func `one payment is credited to one order, whichever events bring it`() async throws {
    try await PaymentStage.with(world, in: folder) { stage in
      let orders = try (0..<3).map { _ in
        try #require(try stage.buy()["orderId"]?.stringValue)
      }
      for (number, order) in orders.enumerated() {
        let body = PaymentStage.paid(order, payment: "pay-1")
        #expect(try stage.send(body, event: "evt_\(number)").status == 200)
      }
      #expect(try stage.balance() == 105)
      #expect(try await stage.parked() == 2)
      // The payment of the credited order is reported again.
      let again = PaymentStage.paid(orders[0], payment: "pay-1")
      #expect(try stage.send(again, event: "evt_9").status == 200)
      #expect(try stage.balance() == 105)
      #expect(try await stage.parked() == 2)
    }
  }
}
