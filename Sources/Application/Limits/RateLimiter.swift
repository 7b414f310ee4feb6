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
    /// Until the bucket is full again, rounded up.
    package let resetSeconds: Int64
  }

  fileprivate struct Bucket {
    /// In thousandths of a call, so that milliseconds refill exactly.
    var thousandths: Int64
    var at: Timestamp
  }

  package init() {}

  /// Takes one call from a caller's bucket.
  package func take(_ key: Key, _ allowance: Allowance, now: Timestamp) -> Verdict {
    buckets.withLock { buckets in
      if buckets.count >= Self.bucketsMax, buckets[key] == nil { Self.forget(&buckets) }
      let before = buckets[key] ?? Bucket(thousandths: allowance.burst * 1_000, at: now)
      var bucket = before.refilled(by: allowance, until: now)
      let verdict = Verdict(bucket, allowance)
      if verdict.isAllowed { bucket.thousandths -= 1_000 }
      buckets[key] = bucket
      return verdict.isAllowed ? verdict.afterTaking : verdict
    }
  }

  /// What the next call would be told, without taking one.
  package func look(_ key: Key, _ allowance: Allowance, now: Timestamp) -> Verdict {
    buckets.withLock { buckets in
      guard let bucket = buckets[key] else {
        return Verdict(Bucket(thousandths: allowance.burst * 1_000, at: now), allowance)
      }
      return Verdict(bucket.refilled(by: allowance, until: now), allowance)
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

extension RateLimiter.Bucket {
  /// The bucket after the time since its last call.
  fileprivate func refilled(
    by allowance: RateLimiter.Allowance, until now: Timestamp
  ) -> RateLimiter.Bucket {
    let elapsed = min(max(0, now.milliseconds - at.milliseconds), 3_600_000)
    let full = allowance.burst * 1_000
    return RateLimiter.Bucket(
      thousandths: min(full, thousandths + elapsed * allowance.perSecond), at: now)
  }
}

extension RateLimiter.Verdict {
  /// What a bucket says to one more call.
  fileprivate init(_ bucket: RateLimiter.Bucket, _ allowance: RateLimiter.Allowance) {
    let perSecond = allowance.perSecond * 1_000
    isAllowed = bucket.thousandths >= 1_000
    limit = allowance.burst
    remaining = bucket.thousandths / 1_000
    retryAfterSeconds = (max(0, 1_000 - bucket.thousandths) + perSecond - 1) / perSecond
    let missing = allowance.burst * 1_000 - bucket.thousandths
    resetSeconds = (missing + perSecond - 1) / perSecond
  }

  /// The same once the call was taken.
  fileprivate var afterTaking: RateLimiter.Verdict {
    RateLimiter.Verdict(
      isAllowed: true, limit: limit, remaining: remaining - 1, retryAfterSeconds: 0,
      resetSeconds: max(1, resetSeconds))
  }
}
