import Ledger

/// The buckets of a rate limiter, in bounded memory; an attacker cannot have a bucket evicted.
///
/// A bucket is evicted only when it is full again, which changes nothing. A new caller checks a few
/// buckets and evicts the full ones; if the table is still full, the new caller is refused. Callers
/// may choose keys, so it matters that Swift seeds the hash of dictionaries in each process.
struct LimitBuckets: Sendable {
  /// The remaining allowance of a key.
  struct Bucket: Sendable {
    /// In thousandths of a call, so that refilling per millisecond is exact.
    var thousandths: Int64
    var at: Timestamp
    /// When the bucket will be full without further calls.
    var fullAt = Timestamp(milliseconds: 0)
  }

  private struct Slot: Sendable {
    let key: RateLimiter.Key
    var bucket: Bucket
  }

  /// The number of slots that a new caller checks; more than one, so that more are evicted than
  /// added.
  private static let checksMax = 4
  private static let checksWhenFullMax = 64

  private let countMax: Int
  private var slots: [Slot] = []
  private var places: [RateLimiter.Key: Int] = [:]
  /// The slot that the next new caller checks first.
  private var hand = 0

  init(countMax: Int) { self.countMax = countMax }

  var count: Int { slots.count }

  /// The bucket of a key; nil stands for a full bucket.
  subscript(key: RateLimiter.Key) -> Bucket? {
    places[key].map { slots[$0].bucket }
  }

  /// Stores a bucket.
  ///
  /// - Returns: false if the table has no room for a new key.
  mutating func store(_ bucket: Bucket, for key: RateLimiter.Key) -> Bool {
    if let place = places[key] {
      slots[place].bucket = bucket
      return true
    }
    clear(checks: Self.checksMax, at: bucket.at)
    if slots.count >= countMax { clear(checks: Self.checksWhenFullMax, at: bucket.at) }
    guard slots.count < countMax else { return false }
    places[key] = slots.count
    slots.append(Slot(key: key, bucket: bucket))
    return true
  }

  /// Checks some slots and frees those whose bucket is full now.
  private mutating func clear(checks: Int, at now: Timestamp) {
    for _ in 0..<checks {
      guard !slots.isEmpty else { return }
      if hand >= slots.count { hand = 0 }
      if slots[hand].bucket.at > now { rewind(to: now) }
      if slots[hand].bucket.fullAt <= now { free(hand) } else { hand += 1 }
    }
  }

  /// The clock went back: counts what is missing from now, not from a time in the future.
  private mutating func rewind(to now: Timestamp) {
    let bucket = slots[hand].bucket
    let missing = bucket.fullAt.milliseconds - bucket.at.milliseconds
    slots[hand].bucket.at = now
    slots[hand].bucket.fullAt = now.advanced(byMilliseconds: missing)
  }

  /// Frees a slot by moving the last one to its place.
  private mutating func free(_ place: Int) {
    places[slots[place].key] = nil
    let last = slots.removeLast()
    guard place < slots.count else { return }
    slots[place] = last
    places[last.key] = place
  }
}
