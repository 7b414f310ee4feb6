import Application
import Ledger
import Monetization
import Money
import TestKit
import Testing

@Suite struct LaneTests {
  /// Refuses every batch that holds what a poisonous actor did.
  private final class PoisonedWriter: StoreWriter {
    static let poison = OwnerID(rawValue: 666)
    private let base: any StoreWriter

    init(_ base: any StoreWriter) { self.base = base }

    var isExclusive: Bool { base.isExclusive }
    var head: WriterHead { base.head }

    func load(
      _ request: LoadRequest, into state: inout State
    ) throws(StoreError) -> [IdempotencyKey: StoredAnswer] {
      try base.load(request, into: &state)
    }

    func commit(_ batch: CommitBatch) throws(StoreError) {
      let actors = batch.entries.map { try? JournalEntry(bytes: $0.entry.bytes).actor }
      guard !actors.contains(Self.poison) else { throw .conflict }
      try base.commit(batch)
    }

    func takeOver() throws(StoreError) -> WriterHead { try base.takeOver() }

    func entries(
      of writer: WriterID, after sequence: Int64, limit: Int
    ) throws(StoreError) -> [StoredEntry] {
      try base.entries(of: writer, after: sequence, limit: limit)
    }

    func purgeAnswers(olderThan limit: Timestamp, most count: Int) throws(StoreError) -> Bool {
      try base.purgeAnswers(olderThan: limit, most: count)
    }
  }

  @Test(arguments: [0, 1, 7, 19])
  func `one poisonous command fails alone`(place: Int) throws {
    let fixture = try LaneFixture(writer: PoisonedWriter.init)
    var requests = (0..<20).map { _ in fixture.request(fixture.send()) }
    requests[place] = CommandRequest(fixture.send(), actor: PoisonedWriter.poison)
    let outcomes = fixture.lane.process(requests)
    #expect(outcomes[place] == .failed(.storageUnavailable))
    #expect(outcomes.compactMap(\.entry).count == 19)
    #expect(try fixture.balance() == 810)
    let order = outcomes.compactMap { $0.entry?.position.sequence }
    #expect(order == order.sorted())
  }

  @Test func `a commit that happened unseen is found by the retry`() throws {
    let fixture = try LaneFixture()
    let request = fixture.request(fixture.send(), key: 1)
    fixture.store.plan(.unknownCommitted, atCall: fixture.store.calls + 2)
    #expect(fixture.lane.process([request]) == [.failed(.outcomeUnknown)])
    #expect(fixture.lane.process([request])[0].isReplay)
    #expect(try fixture.balance() == 990)
  }

  @Test func `a commit that was lost is made by the retry`() throws {
    let fixture = try LaneFixture()
    let request = fixture.request(fixture.send(), key: 1)
    fixture.store.plan(.unknownLost, atCall: fixture.store.calls + 2)
    #expect(fixture.lane.process([request]) == [.failed(.outcomeUnknown)])
    #expect(try fixture.balance() == 1_000)
    let retried = fixture.lane.process([request])[0]
    #expect(retried.entry != nil && !retried.isReplay)
    #expect(try fixture.balance() == 990)
  }

  @Test func `nothing is decided until the writer was taken over`() throws {
    let fixture = try LaneFixture()
    fixture.store.plan(.unknownLost, atCall: fixture.store.calls + 2)
    _ = fixture.lane.process([fixture.request(fixture.send())])
    fixture.store.plan(.unavailable, atCall: fixture.store.calls + 1)
    let meanwhile = fixture.lane.process([fixture.request(fixture.send())])
    #expect(meanwhile == [.failed(.storageUnavailable)])
    #expect(!fixture.lane.isStopped)
    #expect(fixture.lane.process([fixture.request(fixture.send())])[0].entry != nil)
  }

  @Test(arguments: [1, 2])
  func `a store that is unavailable costs answers, not truth`(call: Int) throws {
    let fixture = try LaneFixture()
    fixture.store.plan(.unavailable, atCall: fixture.store.calls + call)
    let requests = (0..<3).map { fixture.request(fixture.send(), key: $0) }
    let failed = fixture.lane.process(requests)
    #expect(failed == Array(repeating: .failed(.storageUnavailable), count: 3))
    #expect(try fixture.balance() == 1_000)
    #expect(fixture.lane.process(requests).allSatisfy { $0.entry != nil })
    #expect(try fixture.balance() == 970)
  }

  @Test func `a lane that lost its writer stops for ever`() throws {
    let fixture = try LaneFixture()
    let other = try fixture.restarted()
    #expect(fixture.lane.process([fixture.request(fixture.send())])[0].entry == nil)
    #expect(fixture.lane.isStopped)
    #expect(fixture.observer.all == [.fenced])
    #expect(fixture.lane.process([fixture.request(fixture.send())]) == [.failed(.stopped)])
    #expect(other.process([fixture.request(fixture.send())])[0].entry != nil)
    #expect(try fixture.balance() == 990)
  }

  @Test func `an open outcome does not steal the writer back`() throws {
    let fixture = try LaneFixture()
    fixture.store.plan(.unknownLost, atCall: fixture.store.calls + 2)
    let request = fixture.request(fixture.send(), key: 1)
    #expect(fixture.lane.process([request]) == [.failed(.outcomeUnknown)])
    let other = try fixture.restarted()
    #expect(fixture.lane.process([request]) == [.failed(.stopped)])
    #expect(fixture.observer.all.last == .fenced)
    #expect(other.process([request])[0].entry != nil)
    #expect(try fixture.balance() == 990)
  }

  /// Rules that make coins out of nothing, or take them where there are none.
  @Test(
    arguments: [
      (7, .imbalance(.unbalanced(.coin))),
      (-2_000, .accountOutOfBounds(AccountKey(OwnerID(rawValue: 1), .wallet, .coin))),
    ] as [(Int64, InvariantBreach)])
  func `a broken law stops the lane before anything is written`(
    quantity: Int64, breach: InvariantBreach
  ) throws {
    let fixture = try LaneFixture(rules: { command, state, moment in
      guard case .setSpendingLimit = command else {
        return decide(command, in: state, at: moment)
      }
      let wallet = AccountKey(OwnerID(rawValue: 1), .wallet, .coin)
      let other = AccountKey(moment.platform, .adjustment, .coin)
      let movements = [
        Movement(wallet, .adminAdjustment, quantity),
        Movement(other, .counterpart, quantity > 0 ? -1 : -quantity),
      ]
      let draft = TransactionDraft(
        id: TransactionID(1), kind: .adjustment, reference: .global, movements: movements)
      return .accept(Delta(facts: [], transactions: [draft]))
    })
    let before = try fixture.store.heads()
    let poison = Command.setSpendingLimit(SetSpendingLimit(user: UserID(1), dailyCoins: .set(nil)))
    let outcomes = fixture.lane.process([
      fixture.request(fixture.send()), fixture.request(poison),
    ])
    #expect(outcomes.allSatisfy { $0 == .failed(.storageUnavailable) })
    #expect(fixture.lane.isStopped)
    #expect(fixture.observer.all == [.invariantBroken(breach)])
    #expect(try fixture.store.heads() == before)
    #expect(fixture.lane.process([fixture.request(fixture.send())]) == [.failed(.stopped)])
  }

  @Test func `a clock that falls back does not turn the journal around`() throws {
    let fixture = try LaneFixture()
    let first = try fixture.accept([fixture.send()])[0]
    fixture.clock.move(byMilliseconds: -315_360_000_000)
    let second = try fixture.accept([fixture.send()])[0]
    let third = try #require(
      fixture.restarted().process([fixture.request(fixture.send())])[0].entry)
    #expect(first.stamp < second.stamp && second.stamp < third.stamp)
  }
}
