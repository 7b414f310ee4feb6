import Application
import Ledger
import Monetization
import TestKit
import Testing

@Suite struct ProjectionRunnerTests {
  /// What a creator, a viewer and a gift look like in the projections.
  private struct Picture: Equatable {
    let checkpoint: JournalCheckpoint
    let gifts: [OwnerID]
    let earnings: [EarningSum]
    let supporters: [SupporterSum]
    let usage: [GiftID: Int64]
    let totals: [UserTotal]

    init(_ projections: any Projections, _ fixture: LaneFixture) throws {
      checkpoint = try projections.checkpoint()
      gifts = try projections.members(of: Listing(.gifts), before: nil, limit: 100)
      earnings = try projections.earnings(of: fixture.creator, days: 0...Int32.max)
      supporters = try projections.topSupporters(of: fixture.creator)
      usage = try projections.giftUsage(of: [fixture.gift])
      totals = [
        try projections.totals(of: fixture.viewer), try projections.totals(of: fixture.creator),
      ]
    }
  }

  @Test func `sums grow with the journal and are the same when they are rebuilt`() throws {
    let fixture = try LaneFixture()
    let projections = InMemoryProjections()
    let runner = ProjectionRunner(store: fixture.store, projections: projections)
    for day in 0..<5 as Range<Int64> {
      try fixture.accept((1...4).map { fixture.send($0 + day) })
      fixture.clock.move(byMilliseconds: Timestamp.millisecondsPerDay)
      while try runner.runRound() {}
    }
    let grown = try Picture(projections, fixture)
    try projections.reset()
    while try runner.runRound() {}
    #expect(try Picture(projections, fixture) == grown)

    let quantity = grown.usage[fixture.gift]
    #expect(quantity == 90)
    #expect(grown.supporters.map(\.coins) == [900])
    #expect(grown.totals[0].spent == 900 && grown.totals[1].earned == 900)
    #expect(grown.earnings.count == 5)
    #expect(grown.earnings.reduce(0) { $0 + $1.gross } == 900)
    // A quarter of each day's gifts, its fractions carried.
    #expect(grown.earnings.reduce(0) { $0 + $1.commission } == 225)
    #expect(try grown.checkpoint == fixture.store.journalEnd())
  }

  @Test func `a run that another has overtaken counts nothing twice`() throws {
    let fixture = try LaneFixture()
    let projections = InMemoryProjections()
    try fixture.accept([fixture.send()])
    let before = try projections.checkpoint()
    let runner = ProjectionRunner(store: fixture.store, projections: projections)
    while try runner.runRound() {}
    let end = try fixture.store.journalEnd()
    #expect(throws: StoreError.conflict) {
      try projections.apply(ProjectionChanges(), from: before, to: end)
    }
    #expect(try projections.giftUsage(of: [fixture.gift]) == [fixture.gift: 1])
  }

  @Test func `a store that fails is tried again from the checkpoint`() throws {
    let fixture = try LaneFixture()
    try fixture.accept([fixture.send()])
    let projections = InMemoryProjections()
    let runner = ProjectionRunner(store: fixture.store, projections: projections)
    fixture.store.plan(.unavailable, atCall: fixture.store.calls + 2)
    #expect(throws: StoreError.self) { try runner.runRound() }
    #expect(try projections.checkpoint() == JournalCheckpoint())
    while try runner.runRound() {}
    #expect(try projections.giftUsage(of: [fixture.gift]) == [fixture.gift: 1])
  }

  @Test func `a reader whose time is up is told so`() async throws {
    let fixture = try LaneFixture()
    let runner = ProjectionRunner(store: fixture.store, projections: InMemoryProjections())
    let end = try fixture.store.journalEnd()
    #expect(await runner.caughtUp(to: end, withinMilliseconds: 10) == false)
    while try runner.runRound() {}
    #expect(await runner.caughtUp(to: end, withinMilliseconds: 10))
  }

  @Test func `what is missing is known without a read, and a rebuild is told apart`() throws {
    let fixture = try LaneFixture()
    let runner = ProjectionRunner(store: fixture.store, projections: InMemoryProjections())
    #expect(runner.backlog.isRebuilding)
    while try runner.runRound() {}
    #expect(runner.backlog.lagEntries == 0 && !runner.backlog.isRebuilding)
    let newest = try #require(try fixture.accept([fixture.send(), fixture.send()]).last).position
    let calls = fixture.store.calls
    runner.wake(newest)
    #expect(runner.backlog.lagEntries == 2 && !runner.backlog.isRebuilding)
    runner.wake(EntryPosition(writer: .first, sequence: newest.sequence + 200_000))
    #expect(runner.backlog.isRebuilding)
    #expect(fixture.store.calls == calls)
  }

  @Test func `a reader waits until what is committed is in the projections`() async throws {
    let fixture = try LaneFixture()
    let projections = InMemoryProjections()
    let runner = ProjectionRunner(store: fixture.store, projections: projections)
    let end = try fixture.store.journalEnd()
    async let isCaughtUp = runner.caughtUp(to: end)
    while try runner.runRound() {}
    #expect(await isCaughtUp)
    #expect(runner.reached == end)
  }
}
