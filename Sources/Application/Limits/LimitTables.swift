/// The buckets of callers and those of addresses, each with room of their own.
///
/// Whoever has many addresses can fill the one table and keep strangers waiting, but nobody who is
/// signed in.
struct LimitTables: Sendable {
  private var callers: LimitBuckets
  private var addresses: LimitBuckets

  /// Tables of at most so many buckets each.
  init(countMax: Int) {
    callers = LimitBuckets(countMax: countMax)
    addresses = LimitBuckets(countMax: countMax)
  }

  var count: Int { callers.count + addresses.count }

  /// What is left of a key's limit; nil is a full bucket.
  subscript(key: RateLimiter.Key) -> LimitBuckets.Bucket? {
    key.isOfAddress ? addresses[key] : callers[key]
  }

  /// Keeps a bucket.
  ///
  /// - Returns: false when there is no room for a stranger.
  mutating func keep(_ bucket: LimitBuckets.Bucket, for key: RateLimiter.Key) -> Bool {
    key.isOfAddress ? addresses.keep(bucket, for: key) : callers.keep(bucket, for: key)
  }
}
