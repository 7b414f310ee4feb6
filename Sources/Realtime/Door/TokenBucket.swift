/// A rate with a burst, in whole milliseconds of a clock that only grows.
struct TokenBucket {
  private let perSecond: UInt64
  private let burst: UInt64
  /// In thousandths of one, so that milliseconds refill exactly.
  private var thousandths: UInt64
  private var at: UInt64

  init(perSecond: UInt64, burst: UInt64, at now: UInt64) {
    self.perSecond = perSecond
    self.burst = burst
    thousandths = burst * 1_000
    at = now
  }

  /// - Returns: Whether there was one to take.
  mutating func consume(at now: UInt64) -> Bool {
    let elapsed = min(now - min(at, now), 3_600_000)
    at = now
    thousandths = min(burst * 1_000, thousandths + elapsed * perSecond)
    guard thousandths >= 1_000 else { return false }
    thousandths -= 1_000
    return true
  }
}
