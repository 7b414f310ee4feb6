import Application
package import Ledger
internal import Synchronization

/// A clock that stands still until a test moves it.
package final class FakeClock: WallClock {
  private let time: Mutex<Timestamp>

  /// A clock that shows a time, by default one of the year 2027.
  package init(_ start: Timestamp = Timestamp(milliseconds: 1_800_000_000_000)) {
    time = Mutex(start)
  }

  package func now() -> Timestamp { time.withLock { $0 } }

  /// Moves the clock, also backwards.
  package func move(byMilliseconds delta: Int64) {
    time.withLock { $0 = $0.advanced(byMilliseconds: delta) }
  }

  /// Sets the clock.
  package func set(_ now: Timestamp) { time.withLock { $0 = now } }
}
