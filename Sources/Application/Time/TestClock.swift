package import Ledger
internal import Synchronization

/// A clock that can be moved ahead, so that expiry can be tested without waiting.
///
/// It runs like the clock it wraps. The offset is kept in memory only, but stamps never go back:
/// what was committed ahead of time stays ahead after a restart.
package final class TestClock: WallClock {
  private let base: any WallClock
  private let ahead = Mutex<Int64>(0)
  private let sinks = Mutex<[@Sendable () -> Void]>([])

  /// Creates a clock that shows the time of another clock until it is moved.
  package init(over base: any WallClock) { self.base = base }

  /// The maximum offset in seconds: a hundred years, which stamps can represent.
  package static let aheadSecondsMax: Int64 = 100 * 365 * 86_400

  package func now() -> Timestamp {
    base.now().advanced(byMilliseconds: ahead.withLock { $0 } * 1_000)
  }

  /// Moves the clock ahead.
  ///
  /// - Parameter seconds: How far, at least 0.
  /// - Returns: The offset in seconds; nil if the clock was not moved because the offset would
  ///   exceed ``aheadSecondsMax``.
  package func advance(bySeconds seconds: Int64) -> Int64? {
    let reached = ahead.withLock { ahead -> Int64? in
      guard seconds >= 0, seconds <= Self.aheadSecondsMax - ahead else { return nil }
      ahead += seconds
      return ahead
    }
    if reached != nil { for sink in sinks.withLock({ $0 }) { sink() } }
    return reached
  }

  /// Sets a callback for each move of the clock; it must be quick.
  package func onAdvance(_ sink: @escaping @Sendable () -> Void) {
    sinks.withLock { $0.append(sink) }
  }
}
