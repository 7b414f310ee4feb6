import Application
import Synchronization
import Testing

@testable import SQLiteStore

@Suite struct CheckpointHealthTests {
  private static let error = StoreError.unavailable(StoreFault(code: 13, context: "planned"))

  @Test func `the first failure of a row is told, and the copy that ends it`() {
    let told = Mutex<[EngineIncident]>([])
    let health = CheckpointHealth()
    health.onChange { incident in told.withLock { $0.append(incident) } }
    health.note((pages: 5, copied: 5))
    for _ in 0..<3 { health.note(Self.error) }
    #expect(health.failure == Self.error)
    health.note((pages: 9, copied: 9))
    #expect(told.withLock { $0 } == [.checkpointFailed(Self.error), .checkpointRecovered])
    #expect(health.failure == nil)
    #expect(health.failures == 3)
    #expect(health.logPages == 9)
  }
}
