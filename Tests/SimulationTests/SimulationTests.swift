import TestKit
import Testing

@Suite struct SimulationTests {
  @Test func `nothing is wrong in any world, whatever fails`() async throws {
    let worlds = max(1, Environment.operations / Environment.operationsPerWorld)
    let tally = try await withThrowingTaskGroup(of: SimulationTally.self) { group in
      for lane in 0..<Self.lanes {
        group.addTask { try await Self.tally(of: stride(from: lane, to: worlds, by: Self.lanes)) }
      }
      return try await group.reduce(into: SimulationTally()) { $0.add($1) }
    }
    Environment.report(
      "\(tally.operations) operations in \(worlds) worlds, first seed \(Environment.seed)")
    // A simulation in which nothing happens finds nothing.
    #expect(tally.operations >= worlds * Environment.operationsPerWorld)
    #expect(tally.accepted > tally.operations / 6, "\(tally)")
    #expect(tally.refused > tally.operations / 20, "\(tally)")
    #expect(tally.replayed > tally.operations / 50, "\(tally)")
    #expect(tally.faults > tally.operations / 1_000, "\(tally)")
    #expect(tally.takeOvers > worlds && tally.verifications > worlds, "\(tally)")
  }

  /// Worlds that are simulated at once.
  private static let lanes = 2

  private static func tally(
    of worlds: some Sequence<Int> & Sendable
  ) async throws -> SimulationTally {
    var tally = SimulationTally()
    for world in worlds {
      let plan = SimulationPlan(
        seed: Environment.seed &+ UInt64(world), operations: Environment.operationsPerWorld)
      var simulation = try Simulation(plan, store: InMemoryStore())
      tally.add(try await simulation.run())
    }
    return tally
  }

  @Test func `the same seed lives the same life`() async throws {
    let plan = SimulationPlan(seed: Environment.seed, operations: 2_000)
    var first = try Simulation(plan, store: InMemoryStore())
    var second = try Simulation(plan, store: InMemoryStore())
    let lives = (try await first.run(), try await second.run())
    #expect(lives.0 == lives.1)
  }

  @Test(arguments: PlantedBug.allCases)
  func `a planted bug is found`(bug: PlantedBug) async throws {
    var found: SimulationFinding?
    for seed in 1...10 as ClosedRange<UInt64> where found == nil {
      var plan = SimulationPlan(seed: seed, operations: Environment.operationsPerWorld)
      plan.bug = bug
      var simulation = try Simulation(plan, store: InMemoryStore())
      do throws(SimulationFinding) {
        _ = try await simulation.run()
      } catch {
        found = error
      }
    }
    #expect(found != nil, "\(bug) was not found")
  }
}
