import Ledger
import Monetization
import Money
import Testing

@testable import Realtime

@Suite struct HubStateTests {
  @Test func `a gift reaches everybody in its room and nobody else`() {
    var hub = HubScript()
    hub.join(1)
    hub.join(2)
    hub.join(3, .stream(Sample.otherStream))
    hub.commit(Sample.entry(Sample.gift(1)))
    #expect(hub.gifts(of: 1).map(\.quantity) == [1])
    #expect(hub.gifts(of: 2) == hub.gifts(of: 1))
    #expect(hub.gifts(of: 3).isEmpty)
  }

  @Test func `who has left hears nothing`() {
    var hub = HubScript()
    hub.join(1)
    hub.join(2)
    hub.leave(1)
    hub.commit(Sample.entry(Sample.gift(1)))
    #expect(hub.gifts(of: 1).isEmpty)
    #expect(hub.gifts(of: 2).count == 1)
  }

  @Test func `where nobody listens nothing is kept`() {
    var hub = HubScript()
    hub.join(1, .stream(Sample.otherStream))
    hub.commit(Sample.entry(Sample.gift(1)))
    #expect(hub.state.rooms[Sample.room] == nil)
    #expect(hub.state.due == hub.state.rooms[.stream(Sample.otherStream)]?.due)
    #expect(hub.state.published == 0)
  }

  @Test func `who comes back gets what was missed, once`() {
    var hub = HubScript()
    #expect(hub.join(1, firstID: 500).lastID == 500)
    hub.commit(Sample.entry(Sample.gift(1)))
    hub.leave(1)
    for number in 2...4 as ClosedRange<Int64> {
      hub.pass(milliseconds: 50)
      hub.commit(Sample.entry(Sample.gift(number)))
    }
    let joined = hub.join(2, after: 501)
    #expect(joined.lastID == 504)
    #expect(joined.hasGap == false)
    #expect(joined.events.map(\.id) == [502, 503, 504])
    #expect(hub.ids(of: 1) == [501])
  }

  @Test func `joining without a number replays nothing`() {
    var hub = HubScript()
    hub.join(1)
    hub.commit(Sample.entry(Sample.gift(1)))
    let joined = hub.join(2)
    #expect(joined.events.isEmpty)
    #expect(joined.hasGap == false)
    #expect(joined.lastID == 1)
  }

  @Test func `a room is forgotten two minutes after the last one left, and numbers continue above`()
  {
    var hub = HubScript()
    hub.join(1, firstID: 500)
    hub.commit(Sample.entry(Sample.gift(1)))
    hub.leave(1)
    hub.pass(milliseconds: 119_999)
    hub.state.sweep(at: hub.now)
    #expect(hub.state.rooms[Sample.room] != nil)
    hub.pass(milliseconds: 1)
    hub.state.sweep(at: hub.now)
    #expect(hub.state.rooms[Sample.room] == nil)
    let joined = hub.join(1, after: 501, firstID: 120_000)
    #expect(joined.hasGap)
    #expect(joined.lastID == 120_000)
  }

  @Test func `a storm becomes at most twenty messages a second with exact totals`() {
    var hub = HubScript()
    hub.join(1)
    var quantity: Int64 = 0
    var coins: Int64 = 0
    for number in 1...10_000 as ClosedRange<Int64> {
      let gift = Sample.gift(
        number, from: number % 30, of: 50 + number % 3, quantity: number % 7 + 1, coins: number)
      quantity += gift.quantity
      coins += gift.coins.count
      hub.commit(Sample.entry(gift))
      if number % 10 == 0 { hub.pass(milliseconds: 1) }
    }
    #expect(hub.gifts(of: 1).count <= 21)
    hub.pass(milliseconds: 10_000)
    #expect(hub.state.due == nil)
    #expect(hub.gifts(of: 1).reduce(0) { $0 + $1.quantity } == quantity)
    #expect(hub.gifts(of: 1).reduce(0) { $0 + $1.coins.count } == coins)
    #expect(hub.state.merged == 10_000 - hub.gifts(of: 1).count)
    #expect(hub.ids(of: 1) == (1...Int64(hub.gifts(of: 1).count)).map { $0 })
  }

  @Test func `a lone gift waits for nothing`() {
    var hub = HubScript()
    hub.join(1)
    hub.pass(milliseconds: 5_000)
    hub.commit(Sample.entry(Sample.gift(1)))
    #expect(hub.gifts(of: 1).count == 1)
  }

  @Test(arguments: [(1, 50), (1_000, 50), (5_000, 250), (20_000, 1_000)])
  func `large rooms are told less often`(listeners: Int, interval: UInt64) {
    #expect(AnimationPace(listeners: listeners).intervalMilliseconds == interval)
  }

  @Test func `gifts are merged while names are looked up`() {
    var hub = HubScript()
    hub.describesAtOnce = false
    hub.join(1)
    for number in 1...5 as ClosedRange<Int64> {
      hub.commit(Sample.entry(Sample.gift(number)))
      hub.pass(milliseconds: 100)
    }
    #expect(hub.asked.count == 1)
    #expect(hub.state.due == nil)
    hub.describe()
    hub.describe()
    #expect(hub.gifts(of: 1).map(\.quantity) == [1, 4])
  }

  @Test func `a count is told to who joins at once and to the others once a second`() {
    var hub = HubScript()
    #expect(hub.join(1).count?.event == .viewerCount(1))
    hub.pass(milliseconds: 1)
    for listener in 2...50 as ClosedRange<UInt64> { hub.join(listener) }
    #expect(hub.join(51).count?.event == .viewerCount(51))
    hub.pass(milliseconds: 3_000)
    #expect(hub.counts(of: 1) == [1, 51])
    #expect(hub.ids(of: 1).isEmpty)
    hub.leave(2)
    hub.pass(milliseconds: 1)
    #expect(hub.counts(of: 1) == [1, 51, 50])
  }

  @Test(arguments: [
    (StreamStatus.live, "stream.started"), (.ended, "stream.ended"),
    (.cancelled, ""), (.scheduled, ""),
  ])
  func `a stream that starts or ends is told`(status: StreamStatus, name: String) {
    var hub = HubScript()
    hub.join(1)
    hub.commit(
      Sample.entry(
        1, [.streamChanged(StreamChanged(Sample.stream, creator: Sample.creator, status))])
    )
    #expect(
      hub.events(of: 1).map(\.name).filter { $0 != "viewer.count" } == [name].filter { $0 != "" })
  }
}
