package import Ledger
internal import Synchronization

/// A clock that can be moved ahead, so that whatever expires can be tried out at once.
///
/// It goes as the clock under it does. How far it was moved is kept in memory only, but stamps
/// never go back: what was committed ahead of time stays ahead of whatever clock comes next.
package final class TestClock: WallClock {
  private let base: any WallClock
  private let ahead = Mutex<Int64>(0)
  private let sinks = Mutex<[@Sendable () -> Void]>([])

  /// A clock that shows the time of another one, until it is moved.
  package init(over base: any WallClock) { self.base = base }

  /// The furthest that the clock can be moved, in seconds: a hundred years, which stamps can hold.
  package static let aheadSecondsMax: Int64 = 100 * 365 * 86_400

  package func now() -> Timestamp {
    base.now().advanced(byMilliseconds: ahead.withLock { $0 } * 1_000)
  }

  /// Moves the clock ahead.
  ///
  /// - Parameter seconds: How far, at least 0.
  /// - Returns: How far the clock is ahead by now, in seconds; nil when it was not moved, because
  ///   it would be further than ``aheadSecondsMax``.
  package func advance(bySeconds seconds: Int64) -> Int64? {
    let reached = ahead.withLock { ahead -> Int64? in
      guard seconds >= 0, seconds <= Self.aheadSecondsMax - ahead else { return nil }
      ahead += seconds
      return ahead
    }
    if reached != nil { for sink in sinks.withLock({ $0 }) { sink() } }
    return reached
  }

  /// Has it told whenever the clock was moved; the call must be quick.
  package func onAdvance(_ sink: @escaping @Sendable () -> Void) {
    sinks.withLock { $0.append(sink) }
  }
}
