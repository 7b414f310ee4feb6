import Application
import Dispatch
import Ledger
import Monetization
import Synchronization
import TestKit
import Testing

/// Old answers go while nothing waits, and keep going while much does.
@Suite struct AnswerSweepTests {
  /// Tells when a sweep has come to its end, and how much each step took.
  private final class WatchedWriter: StoreWriter {
    private let base: any StoreWriter
    private let watch: SweepWatch

    init(_ base: any StoreWriter, _ watch: SweepWatch) {
      self.base = base
      self.watch = watch
    }

    var isExclusive: Bool { base.isExclusive }
    var head: WriterHead { base.head }

    func load(
      _ request: LoadRequest, into state: inout State
    ) throws(StoreError) -> [IdempotencyKey: StoredAnswer] {
      try base.load(request, into: &state)
    }

    func commit(_ batch: CommitBatch) throws(StoreError) { try base.commit(batch) }
    func takeOver() throws(StoreError) -> WriterHead { try base.takeOver() }

    func entries(
      of writer: WriterID, after sequence: Int64, limit: Int
    ) throws(StoreError) -> [StoredEntry] {
      try base.entries(of: writer, after: sequence, limit: limit)
    }

    func purgeAnswers(olderThan limit: Timestamp, most count: Int) throws(StoreError) -> Bool {
      let hasMore = try base.purgeAnswers(olderThan: limit, most: count)
      watch.note(count, isLast: !hasMore)
      return hasMore
    }
  }

  private final class SweepWatch: Sendable {
    private let steps = Mutex<[Int]>([])
    let ended = DispatchSemaphore(value: 0)

    var all: [Int] { steps.withLock { $0 } }

    func note(_ count: Int, isLast: Bool) {
      steps.withLock { $0.append(count) }
      if isLast { ended.signal() }
    }
  }

  private enum KeyKind: CaseIterable { case timeOrdered, random, text }

  private static let answersMax = 5_000

  /// A key of each kind in turn.
  private static func key(_ number: Int, at now: Timestamp) -> IdempotencyKey {
    let scope = OwnerID(rawValue: 5)
    let low = UInt128(UInt64(number) &* 0x9E37_79B9_7F4A_7C15 >> 2)
    switch KeyKind.allCases[number % 3] {
    case .timeOrdered:
      return IdempotencyKey(
        scope: scope, value: UInt128(now.milliseconds) << 80 | 7 << 76 | 2 << 62 | low,
        isUUID: true)
    case .random:
      return IdempotencyKey(
        scope: scope, value: low << 80 | 4 << 76 | 2 << 62 | UInt128(number), isUUID: true)
    case .text: return IdempotencyKey(scope: scope, value: low << 60, isUUID: false)
    }
  }

  /// Has this many requests refused, each under a key of its own.
  private static func refuse(
    _ count: Int, from first: Int = 0, in fixture: LaneFixture
  ) -> [CommandRequest] {
    let requests = (first..<first + count).map { number in
      CommandRequest(
        fixture.send(200), actor: .global,
        idempotency: CommandRequest.Idempotency(
          key: key(number, at: fixture.clock.now()), fingerprint: UInt128(number)))
    }
    #expect(fixture.lane.process(requests).allSatisfy { $0.refusal != nil })
    return requests
  }

  /// How many of some requests have an answer that is stored.
  private static func known(_ requests: [CommandRequest], in store: InMemoryStore) throws -> Int {
    var state = State()
    let writer = try store.openWriter(acceptingLoss: false)
    let keys = requests.compactMap(\.idempotency?.key)
    return try writer.load(LoadRequest(keys: keys), into: &state).count
  }

  @Test func `an idle engine deletes all old answers without a pause`() throws {
    let fixture = try LaneFixture()
    let old = Self.refuse(Self.answersMax, in: fixture)
    fixture.clock.move(byMilliseconds: 40 * Timestamp.millisecondsPerDay)
    let young = Self.refuse(30, from: Self.answersMax, in: fixture)
    let (engine, watch) = (Engine(), SweepWatch())
    try EngineThread.run(engine, over: fixture.store, clock: fixture.clock, fixture.observer) {
      WatchedWriter($0, watch)
    }
    #expect(EngineThread.isSignalled(watch.ended))
    engine.close()
    engine.waitUntilStopped()
    #expect(watch.all.allSatisfy { $0 <= 250 }, "a step is small, so that nobody waits for it")
    #expect(try Self.known(old, in: fixture.store) == 0)
    #expect(try Self.known(young, in: fixture.store) == young.count)
  }

  /// Everything waits before the lane begins, so each batch but the last leaves some waiting.
  @Test func `a busy engine deletes twice as much as it answers`() async throws {
    let fixture = try LaneFixture()
    let old = Self.refuse(Self.answersMax, in: fixture)
    fixture.clock.move(byMilliseconds: 40 * Timestamp.millisecondsPerDay)
    var limits = Engine.Limits()
    limits.batchMax = 100
    let (engine, watch) = (Engine(limits: limits), SweepWatch())
    let request = fixture.request(fixture.send())
    await withTaskGroup(of: Outcome.self) { group in
      for _ in 0..<2_000 { group.addTask { await engine.submit(request) } }
      while engine.depth < 2_000 { await Task.yield() }
      engine.close()
      #expect(throws: Never.self) {
        try EngineThread.run(
          engine, over: fixture.store, clock: fixture.clock, fixture.observer
        ) { WatchedWriter($0, watch) }
      }
      await group.waitForAll()
    }
    engine.waitUntilStopped()
    #expect(watch.all == Array(repeating: 250, count: 10), "one step for two batches")
    #expect(try Self.known(old, in: fixture.store) == Self.answersMax - 2_500)
  }
}
