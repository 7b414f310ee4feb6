package import Ledger
package import Monetization
import Synchronization

/// Token buckets per caller or address, checked before the queue and kept in memory only.
///
/// Holds a bounded number of buckets. None is forgotten before it is full again by itself, which
/// may be later; when there is no room, strangers are refused for a moment.
package final class RateLimiter: Sendable {
  private let buckets: Mutex<LimitTables>

  /// The caller or address, and the action that is limited.
  package struct Key: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64
    private let action: Action

    /// The key of a person; `apiKey` if a server acts for them.
    package init(caller: OwnerID, by apiKey: APIKeyID? = nil, action: Action) {
      high = UInt64(bitPattern: apiKey?.rawValue ?? 0)
      low = UInt64(bitPattern: caller.rawValue)
      self.action = action
    }

    /// An anonymous client, by the sixteen bytes of its network.
    package init(network high: UInt64, _ low: UInt64, action: AddressAction) {
      self.high = high
      self.low = low
      self.action = action.action
    }

    /// Whether the key is an address and not a caller.
    var isOfAddress: Bool { action == .anonymous || action == .wrongProof }

    /// Actions with separate limits.
    package enum Action: UInt8, Sendable {
      case sendGift, write, read, storedRefusal, anonymous, wrongProof
    }

    /// Actions that are limited by address.
    package enum AddressAction: Sendable {
      /// Calls that need no identity.
      case anonymous
      /// Tokens, keys and signatures that failed verification.
      case wrongProof

      fileprivate var action: Action {
        switch self {
        case .anonymous: .anonymous
        case .wrongProof: .wrongProof
        }
      }
    }
  }

  /// The rate and burst of a limit.
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

  /// The result of one call; the fields of the `RateLimit-*` headers.
  package struct Verdict: Equatable, Sendable {
    package let isAllowed: Bool
    package let limit: Int64
    package let remaining: Int64
    /// Until one more call is allowed, rounded up; 0 when allowed.
    package let retryAfterSeconds: Int64
    /// Until the bucket is full again, rounded up.
    package let resetSeconds: Int64
  }

  /// A limiter with at most `countMax` buckets of callers, and as many of addresses.
  package init(bucketsMax: Int = 100_000) {
    buckets = Mutex(LimitTables(countMax: bucketsMax))
  }

  /// The number of stored buckets.
  package var count: Int { buckets.withLock { $0.count } }

  /// Consumes one call from a bucket.
  package func consume(_ key: Key, _ allowance: Allowance, now: Timestamp) -> Verdict {
    buckets.withLock { buckets in
      var bucket = Bucket(buckets[key], allowance, until: now)
      let verdict = Verdict(bucket, allowance)
      if verdict.isAllowed { bucket.thousandths -= 1_000 }
      bucket.noteFull(by: allowance)
      guard buckets.store(bucket, for: key) else { return .noRoom(allowance) }
      return verdict.isAllowed ? verdict.afterTaking : verdict
    }
  }

  /// Consumes the additional cost of a call, once it is known; a bucket's debt is one burst at
  /// most.
  package func charge(
    _ key: Key, _ calls: Int64, _ allowance: Allowance, now: Timestamp
  ) {
    buckets.withLock { buckets in
      guard let before = buckets[key] else { return }
      var bucket = Bucket(before, allowance, until: now)
      bucket.thousandths = max(
        bucket.thousandths - calls * 1_000, -allowance.burst * 1_000)
      bucket.noteFull(by: allowance)
      // The bucket is stored already, so there is room.
      _ = buckets.store(bucket, for: key)
    }
  }

  /// The result that the next call would get, without consuming one.
  package func peek(_ key: Key, _ allowance: Allowance, now: Timestamp) -> Verdict {
    buckets.withLock { Verdict(Bucket($0[key], allowance, until: now), allowance) }
  }

  fileprivate typealias Bucket = LimitBuckets.Bucket
}

extension LimitBuckets.Bucket {
  /// The bucket, refilled for the time since its last call; full if none is stored.
  fileprivate init(_ before: Self?, _ allowance: RateLimiter.Allowance, until now: Timestamp) {
    let full = allowance.burst * 1_000
    guard let before else {
      self.init(thousandths: full, at: now)
      return
    }
    let elapsed = min(max(0, now.milliseconds - before.at.milliseconds), 3_600_000)
    self.init(
      thousandths: min(full, before.thousandths + elapsed * allowance.perSecond), at: now)
  }

  fileprivate mutating func noteFull(by allowance: RateLimiter.Allowance) {
    let missing = allowance.burst * 1_000 - thousandths
    let milliseconds = (missing + allowance.perSecond - 1) / allowance.perSecond
    fullAt = at.advanced(byMilliseconds: milliseconds)
  }
}

extension RateLimiter.Verdict {
  /// The table is full: a new caller must wait until other buckets have filled up again.
  fileprivate static func noRoom(_ allowance: RateLimiter.Allowance) -> RateLimiter.Verdict {
    RateLimiter.Verdict(
      isAllowed: false, limit: allowance.burst, remaining: 0, retryAfterSeconds: 1,
      resetSeconds: 1)
  }

  /// The verdict on one more call.
  fileprivate init(_ bucket: LimitBuckets.Bucket, _ allowance: RateLimiter.Allowance) {
    let perSecond = allowance.perSecond * 1_000
    isAllowed = bucket.thousandths >= 1_000
    limit = allowance.burst
    remaining = max(0, bucket.thousandths / 1_000)
    retryAfterSeconds = (max(0, 1_000 - bucket.thousandths) + perSecond - 1) / perSecond
    let missing = allowance.burst * 1_000 - bucket.thousandths
    resetSeconds = (missing + perSecond - 1) / perSecond
  }

  /// The bucket after the call was consumed.
  fileprivate var afterTaking: RateLimiter.Verdict {
    RateLimiter.Verdict(
      isAllowed: true, limit: limit, remaining: remaining - 1, retryAfterSeconds: 0,
      resetSeconds: max(1, resetSeconds))
  }
}
