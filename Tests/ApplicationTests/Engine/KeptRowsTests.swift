import Ledger
import Monetization
import Money
import TestKit
import Testing

@testable import Application

@Suite struct KeptRowsTests {
  @Test func `owners that do not exist are forgotten with their batch`() throws {
    let fixture = try LaneFixture()
    try fixture.accept([fixture.send()])
    let before = fixture.lane.kept
    for batch in 0..<20 {
      let requests = (1...100).map { number -> CommandRequest in
        let invented = Int64(batch * 100 + number)
        var send = SendGift(
          sender: fixture.viewer, receiver: fixture.creator, gift: GiftID(invented), quantity: 1)
        send.stream = StreamID(1_000_000 + invented)
        return fixture.request(.sendGift(send))
      }
      let outcomes = fixture.lane.process(requests)
      #expect(outcomes.allSatisfy { $0.refusal == Refusal.notFound(.gift) })
    }
    #expect(fixture.lane.kept == before)
    try fixture.accept([fixture.send()])
  }

  @Test func `rows that commands make are kept within a bound, too`() throws {
    let fixture = try LaneFixture()
    fixture.lane.rowsMax = 100
    let order = CreatePurchase(
      user: fixture.viewer, goods: .custom(Coins(10)), gateway: .sandbox, returnURL: nil)
    for _ in 0..<30 {
      try fixture.accept((0..<10).map { _ in .createPurchase(order) })
      #expect(fixture.lane.kept.rows <= 100)
    }
    try fixture.accept([fixture.send()])
    #expect(try fixture.balance() == 990)
  }
}
