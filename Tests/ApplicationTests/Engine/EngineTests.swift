import Application
import Dispatch
import Ledger
import Monetization
import TestKit
import Testing

@Suite struct EngineTests {
  /// Runs an engine on a thread of its own.
  private static func run(_ engine: Engine, _ store: InMemoryStore) throws {
    let writer = try store.openWriter(acceptingLoss: false)
    let lane = Lane(
      writer: writer, ports: LaneFixture.ports(FakeClock(), IncidentLog()))
    // The lane is handed to one thread, which alone uses it from here on.
    nonisolated(unsafe) let handed = lane
    DispatchQueue(label: "lane").async { engine.run(unsafe handed) }
  }

  @Test func `two hundred gifts from a wallet that covers a hundred`() async throws {
    let fixture = try LaneFixture()
    let engine = Engine()
    try Self.run(engine, fixture.store)
    let request = fixture.request(fixture.send())
    let accepted = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<200 { group.addTask { await engine.submit(request).entry != nil } }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    engine.close()
    engine.waitUntilStopped()
    #expect(accepted == 100)
    #expect(try fixture.balance() == 0)
  }

  @Test func `a hundred requests with one key have one effect`() async throws {
    let fixture = try LaneFixture()
    let engine = Engine()
    try Self.run(engine, fixture.store)
    let request = fixture.request(fixture.send(), key: 1)
    let positions = await withTaskGroup(of: Int64?.self) { group in
      for _ in 0..<100 {
        group.addTask { await engine.submit(request).entry?.position.sequence }
      }
      return await group.reduce(into: Set<Int64?>()) { $0.insert($1) }
    }
    engine.close()
    engine.waitUntilStopped()
    #expect(positions.count == 1 && !positions.contains(nil))
    #expect(try fixture.balance() == 990)
  }

  @Test func `a full queue says so at once, and what waits is drained`() async throws {
    let fixture = try LaneFixture()
    var limits = Engine.Limits()
    (limits.waitingMax, limits.batchMax) = (5, 2)
    let engine = Engine(limits: limits)
    let request = fixture.request(fixture.send())
    let outcomes = try await withThrowingTaskGroup(of: Outcome.self) { group in
      for _ in 0..<6 { group.addTask { await engine.submit(request) } }
      // No lane runs yet, so only the one for whom there is no room gets an answer.
      let first = try await group.next()
      #expect(first == .failed(.overloaded))
      #expect(engine.depth == 5)
      engine.close()
      try Self.run(engine, fixture.store)
      return try await group.reduce(into: []) { $0.append($1) }
    }
    engine.waitUntilStopped()
    #expect(outcomes.compactMap(\.entry).count == 5)
    #expect(await engine.submit(request) == .failed(.stopped))
  }
}
