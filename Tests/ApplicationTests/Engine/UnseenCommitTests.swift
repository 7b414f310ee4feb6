import Application
import Dispatch
import Ledger
import Monetization
import Synchronization
import TestKit
import Testing

/// A commit with an unknown outcome that did happen is published.
@Suite struct UnseenCommitTests {
  @Test func `what was committed unseen is published before anything else is decided`() throws {
    let fixture = try LaneFixture()
    let before = fixture.observer.published
    fixture.store.planNextCommit(.unknownCommitted)
    let requests = (0..<3).map { fixture.request(fixture.send(), key: $0) }
    let unknown = fixture.lane.process(requests)
    #expect(unknown == Array(repeating: .failed(.outcomeUnknown), count: 3))
    #expect(fixture.observer.published == before)
    try fixture.accept([fixture.send()])
    let first = Int64(before.count)
    #expect(fixture.observer.published == before + Array(first + 1...first + 4))
  }

  @Test func `what was lost is not published`() throws {
    let fixture = try LaneFixture()
    let before = fixture.observer.published
    fixture.store.planNextCommit(.unknownLost)
    _ = fixture.lane.process([fixture.request(fixture.send())])
    let made = try fixture.accept([fixture.send()])
    #expect(fixture.observer.published == before + made.map(\.position.sequence))
  }

  /// More than is read at once.
  @Test func `a long batch is published whole and in order`() throws {
    let fixture = try LaneFixture()
    let before = fixture.observer.published
    fixture.store.planNextCommit(.unknownCommitted)
    _ = fixture.lane.process((0..<99).map { _ in fixture.request(fixture.adjust(10)) })
    fixture.store.planNextCommit(.unknownCommitted)
    _ = fixture.lane.process((0..<900).map { _ in fixture.request(fixture.adjust(1)) })
    try fixture.accept([fixture.send()])
    let first = Int64(before.count)
    #expect(fixture.observer.published == before + Array(first + 1...first + 1_000))
  }

  /// The takeover itself, the first and the second piece of the journal.
  @Test(arguments: [1, 2, 3])
  func `who cannot read what was committed decides nothing`(call: Int) throws {
    let fixture = try LaneFixture()
    let before = fixture.observer.published
    fixture.store.planNextCommit(.unknownCommitted)
    _ = fixture.lane.process((0..<300).map { _ in fixture.request(fixture.adjust(1)) })
    fixture.store.plan(.unavailable, atCall: fixture.store.calls + call)
    let request = fixture.request(fixture.send())
    #expect(fixture.lane.process([request]) == [.failed(.storageUnavailable)])
    #expect(!fixture.lane.isStopped)
    try fixture.accept([fixture.send()])
    let first = Int64(before.count)
    #expect(fixture.observer.published == before + Array(first + 1...first + 301))
  }

  @Test func `an open outcome is settled though nobody asks again`() async throws {
    let fixture = try LaneFixture()
    let engine = Engine()
    let heard = DispatchSemaphore(value: 0)
    let observer = SignallingObserver { heard.signal() }
    try EngineThread.run(engine, over: fixture.store, clock: fixture.clock, observer)
    fixture.store.planNextCommit(.unknownCommitted)
    let unknown = await engine.submit(fixture.request(fixture.send()))
    #expect(unknown == .failed(.outcomeUnknown))
    #expect(EngineThread.isSignalled(heard))
    engine.close()
    engine.waitUntilStopped()
  }
}
