import Application
import Ledger
import Monetization
import Money
import TestKit
import Testing

@Suite struct HealthTests {
  private static func platform() -> (platform: Platform, clock: FakeClock) {
    let clock = FakeClock()
    return (
      Platform(store: InMemoryStore(), projections: InMemoryProjections(), clock: clock), clock
    )
  }

  private static func problems(
    of platform: Platform, _ store: StoreCondition = StoreCondition()
  ) -> [HealthProblem] {
    platform.health.problems(
      store: store, areProjectionsFailing: false, now: platform.clock.now())
  }

  private static let fault = StoreFault(code: 13, context: "planned")

  @Test func `a lane that stopped stays a problem`() {
    let key = AccountKey(.global, .wallet, .coin)
    for incident in [EngineIncident.fenced, .invariantBroken(.accountOutOfBounds(key))] {
      let (platform, clock) = Self.platform()
      #expect(Self.problems(of: platform) == [])
      platform.report(incident)
      platform.committed([])
      clock.move(byMilliseconds: 100_000)
      #expect(Self.problems(of: platform) == [.laneStopped])
    }
  }

  @Test func `a failed batch is a problem until one succeeds, or nobody has tried for a while`() {
    let (platform, clock) = Self.platform()
    platform.report(.storeFailed(.unavailable(Self.fault)))
    #expect(Self.problems(of: platform) == [.storageFailing])
    platform.committed([])
    #expect(Self.problems(of: platform) == [])
    platform.report(.storeFailed(.unavailable(Self.fault)))
    clock.move(byMilliseconds: 9_999)
    #expect(Self.problems(of: platform) == [.storageFailing])
    clock.move(byMilliseconds: 1)
    #expect(Self.problems(of: platform) == [])
    #expect(platform.health.storeFailures == 2)
  }

  @Test func `a disk that is nearly full is a problem, and a failed copy of the log a warning`() {
    let (platform, _) = Self.platform()
    var store = StoreCondition()
    store.freeBytes = 16 << 20
    #expect(Self.problems(of: platform, store) == [])
    store.freeBytes = 16 << 20 - 1
    store.checkpointFailure = .unavailable(Self.fault)
    #expect(Self.problems(of: platform, store) == [.diskFull, .checkpointFailing])
    #expect(HealthProblem.allCases.filter(\.leavesServing) == [.checkpointFailing])
  }
}
