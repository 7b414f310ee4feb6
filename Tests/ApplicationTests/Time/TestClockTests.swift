import Application
import Ledger
import Synchronization
import TestKit
import Testing

@Suite struct TestClockTests {
  @Test func `it goes with the clock under it, as far ahead as it was moved`() {
    let machine = FakeClock()
    let clock = TestClock(over: machine)
    #expect(clock.now() == machine.now())
    #expect(clock.advance(bySeconds: 60) == 60)
    #expect(clock.advance(bySeconds: 5) == 65)
    machine.move(byMilliseconds: 250)
    #expect(clock.now() == machine.now().advanced(byMilliseconds: 65_000))
  }

  @Test func `calls back when it was moved, and only then`() {
    let clock = TestClock(over: FakeClock())
    let moves = Mutex(0)
    clock.onAdvance { moves.withLock { $0 += 1 } }
    _ = clock.advance(bySeconds: 60)
    _ = clock.advance(bySeconds: -1)
    #expect(moves.withLock { $0 } == 1)
  }

  @Test(arguments: [-1, TestClock.aheadSecondsMax + 1, .min, .max])
  func `it is not moved back nor beyond what stamps hold`(seconds: Int64) {
    let machine = FakeClock()
    let clock = TestClock(over: machine)
    #expect(clock.advance(bySeconds: seconds) == nil)
    #expect(clock.now() == machine.now())
  }
}
