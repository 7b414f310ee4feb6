import Ledger
import Monetization
import Money
import Testing

@testable import Realtime

@Suite struct FeedTests {
  private let sender = RoomKey.feed(UserID(1))
  private let creator = RoomKey.feed(Sample.creator)

  @Test func `a gift tells the sender's balance and the creator's earnings, each only to them`() {
    var hub = HubScript()
    hub.join(1, sender)
    hub.join(2, creator)
    hub.join(3, .feed(UserID(77)))
    let gift = Sample.gift(1, coins: 10)
    hub.commit(Sample.entry(gift, wallet: 90, earnings: 8))
    #expect(hub.events(of: 1) == [.balanceUpdated(90)])
    #expect(
      hub.events(of: 2) == [
        .earningsUpdated(EarningsUpdate(gift.payment.split, availableBalance: 8))
      ])
    #expect(hub.events(of: 3).isEmpty)
  }

  @Test func `news of a storm are added up, and the last balance stands`() {
    var hub = HubScript()
    hub.join(1, sender)
    hub.join(2, creator)
    for number in 1...1_000 as ClosedRange<Int64> {
      hub.commit(
        Sample.entry(Sample.gift(number, coins: 10), wallet: 10_000 - number, earnings: number))
      if number % 10 == 0 { hub.pass(milliseconds: 10) }
    }
    hub.pass(milliseconds: 50)
    #expect(hub.events(of: 1).count <= 21)
    #expect(hub.events(of: 1).last == .balanceUpdated(9_000))
    let updates = hub.events(of: 2).compactMap { event in
      if case .earningsUpdated(let update) = event { update } else { nil }
    }
    #expect(updates.count <= 21)
    #expect(updates.last?.availableBalance == 1_000)
    #expect(updates.reduce(0) { $0 + $1.gross } == 10_000)
    #expect(updates.reduce(0) { $0 + $1.commission } == 2_000)
    #expect(updates.reduce(0) { $0 + $1.net } == 8_000)
  }

  @Test func `a completed purchase is told with the new balance`() {
    var hub = HubScript()
    hub.join(1, sender)
    hub.commit(Sample.entry(5, purchaseOf: UserID(1), coins: 100, bonus: 5, wallet: 105))
    let completed = PurchaseCompleted(
      purchase: PurchaseID(5), coins: Coins(100), bonusCoins: Coins(5), newBalance: 105)
    #expect(hub.events(of: 1) == [.purchaseCompleted(completed), .balanceUpdated(105)])
    #expect(hub.ids(of: 1) == [1, 2])
  }

  @Test func `a feed is resumed like a room`() {
    var hub = HubScript()
    hub.join(1, sender, firstID: 40)
    hub.leave(1, sender)
    hub.commit(Sample.entry(Sample.gift(1), wallet: 90))
    let joined = hub.join(2, sender, after: 40)
    #expect(joined.events.map(\.event) == [.balanceUpdated(90)])
    #expect(joined.count == nil)
  }
}
