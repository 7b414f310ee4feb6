/// The buckets of callers and those of addresses, in separate tables.
///
/// An attacker with many addresses can fill the table of addresses, but cannot affect signed-in
/// callers.
struct LimitTables: Sendable {
  private var callers: LimitBuckets
  private var addresses: LimitBuckets

  /// Creates tables of at most `countMax` buckets each.
  init(countMax: Int) {
    callers = LimitBuckets(countMax: countMax)
    addresses = LimitBuckets(countMax: countMax)
  }

  var count: Int { callers.count + addresses.count }

  /// The bucket of a key; nil stands for a full bucket.
  subscript(key: RateLimiter.Key) -> LimitBuckets.Bucket? {
    key.isOfAddress ? addresses[key] : callers[key]
  }

  /// Stores a bucket.
  ///
  /// - Returns: false if the table has no room for a new key.
  mutating func store(_ bucket: LimitBuckets.Bucket, for key: RateLimiter.Key) -> Bool {
    key.isOfAddress ? addresses.store(bucket, for: key) : callers.store(bucket, for: key)
  }
}
