import Application
import Foundation
import Ledger
import Monetization
import SQLiteStore
import TestKit
import Testing

/// The stores answer alike: one life, lived over each of them, leaves the same journal.
@Suite struct DifferentialTests {
  @Test func `files and memory keep the same journal, whatever fails`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "ovation-simulation-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try SQLiteStore(folder: folder.path, clock: FakeClock())
    defer { files.drain() }
    let memory = InMemoryStore()
    let plan = SimulationPlan(
      seed: Environment.seed, operations: min(Environment.operations / 20, 50_000))
    var overFiles = try Simulation(plan, store: files)
    var overMemory = try Simulation(plan, store: memory)
    let lives = (try await overFiles.run(), try await overMemory.run())
    #expect(lives.0 == lives.1)
    #expect(try files.heads() == memory.heads())
    #expect(try Self.rows(of: files) == Self.rows(of: memory))
  }

  private static func rows(of store: any Store) throws -> [String] {
    var rows: [String] = []
    try store.forEachRow { (owner, cell) in
      rows.append("\(owner.rawValue) \(cell.slot.rawValue) \(cell.bytes)")
    }
    return rows
  }
}
