package import Ledger
import Synchronization

/// Token buckets per caller, before the queue: soft limits that cost no disk.
///
/// Holds at most ``bucketsMax`` callers; beyond it the fullest half is forgotten, which can only
/// be generous.
package final class RateLimiter: Sendable {
  private let buckets = Mutex<[Key: Bucket]>([:])

  /// Who is limited in what.
  package struct Key: Hashable, Sendable {
    let caller: OwnerID
    let action: UInt8

    package init(caller: OwnerID, action: Action) {
      self.caller = caller
      self.action = action.rawValue
    }

    /// What is limited apart from each other.
    package enum Action: UInt8, Sendable { case sendGift, write, read, storedRefusal }
  }

  /// How much is allowed.
  package struct Allowance: Equatable, Sendable {
    /// Steady calls per second, at least 1.
    package let perSecond: Int64
    /// Calls at once, at least 1.
    package let burst: Int64

    package init(perSecond: Int64, burst: Int64) {
      self.perSecond = perSecond
      self.burst = burst
    }
  }

  /// What one call was told; the fields of the `RateLimit-*` headers.
  package struct Verdict: Equatable, Sendable {
    package let isAllowed: Bool
    package let limit: Int64
    package let remaining: Int64
    /// Until one more call is allowed, rounded up; 0 when allowed.
    package let retryAfterSeconds: Int64
  }

  private struct Bucket {
    /// In thousandths of a call, so that milliseconds refill exactly.
    var thousandths: Int64
    var at: Timestamp
  }

  package init() {}

  /// Takes one call from a caller's bucket.
  package func take(_ key: Key, _ allowance: Allowance, now: Timestamp) -> Verdict {
    buckets.withLock { buckets in
      if buckets.count >= Self.bucketsMax, buckets[key] == nil { Self.forget(&buckets) }
      let full = allowance.burst * 1_000
      var bucket = buckets[key] ?? Bucket(thousandths: full, at: now)
      let elapsed = min(max(0, now.milliseconds - bucket.at.milliseconds), 3_600_000)
      bucket.thousandths = min(full, bucket.thousandths + elapsed * allowance.perSecond)
      bucket.at = now
      let isAllowed = bucket.thousandths >= 1_000
      if isAllowed { bucket.thousandths -= 1_000 }
      buckets[key] = bucket
      let missing = max(0, 1_000 - bucket.thousandths)
      let wait = (missing + allowance.perSecond - 1) / allowance.perSecond
      return Verdict(
        isAllowed: isAllowed, limit: allowance.burst, remaining: bucket.thousandths / 1_000,
        retryAfterSeconds: isAllowed ? 0 : (wait + 999) / 1_000)
    }
  }

  private static func forget(_ buckets: inout [Key: Bucket]) {
    let newest = buckets.values.map(\.at).max() ?? Timestamp(milliseconds: 0)
    let recent = newest.advanced(byMilliseconds: -60_000)
    buckets = buckets.filter { $0.value.at >= recent }
    if buckets.count >= bucketsMax { buckets = [:] }
  }

  /// Callers remembered at once.
  private static let bucketsMax = 100_000
}
