import Application
import Ledger
import Synchronization

/// A clock that tests move by hand.
final class HandClock: WallClock {
  private let time = Mutex(Timestamp(milliseconds: 1_800_000_000_000))

  func now() -> Timestamp { time.withLock { $0 } }

  func advance(byMilliseconds delta: Int64) {
    time.withLock { $0 = $0.advanced(byMilliseconds: delta) }
  }
}
