import Ledger

/// The buckets of a rate limiter, in bounded memory and without a way to be made to forget.
///
/// A bucket is forgotten only when it has filled up again, because then forgetting changes nothing.
/// Whoever is new looks at a few others and clears away those; when none can be cleared and there
/// is no room, the stranger is turned away. Callers may choose keys, so it matters that the hash of
/// Swift's dictionaries is seeded in each process.
struct LimitBuckets: Sendable {
  /// What is left of a limit.
  struct Bucket: Sendable {
    /// In thousandths of a call, so that milliseconds refill exactly.
    var thousandths: Int64
    var at: Timestamp
    /// When it is full if nobody takes any more.
    var fullAt = Timestamp(milliseconds: 0)
  }

  private struct Slot: Sendable {
    let key: RateLimiter.Key
    var bucket: Bucket
  }

  /// How many slots a stranger looks at; more than one, so that clearing outruns coming.
  private static let looksMax = 4
  private static let looksWhenFullMax = 64

  private let countMax: Int
  private var slots: [Slot] = []
  private var places: [RateLimiter.Key: Int] = [:]
  /// The slot that the next stranger looks at first.
  private var hand = 0

  init(countMax: Int) { self.countMax = countMax }

  var count: Int { slots.count }

  /// What is left of a key's limit; nil is a full bucket.
  subscript(key: RateLimiter.Key) -> Bucket? {
    places[key].map { slots[$0].bucket }
  }

  /// Keeps a bucket.
  ///
  /// - Returns: false when there is no room for a stranger.
  mutating func keep(_ bucket: Bucket, for key: RateLimiter.Key) -> Bool {
    if let place = places[key] {
      slots[place].bucket = bucket
      return true
    }
    clear(looks: Self.looksMax, at: bucket.at)
    if slots.count >= countMax { clear(looks: Self.looksWhenFullMax, at: bucket.at) }
    guard slots.count < countMax else { return false }
    places[key] = slots.count
    slots.append(Slot(key: key, bucket: bucket))
    return true
  }

  /// Looks at some slots and frees those whose bucket is full by now.
  private mutating func clear(looks: Int, at now: Timestamp) {
    for _ in 0..<looks {
      guard !slots.isEmpty else { return }
      if hand >= slots.count { hand = 0 }
      if slots[hand].bucket.at > now { setBack(to: now) }
      if slots[hand].bucket.fullAt <= now { free(hand) } else { hand += 1 }
    }
  }

  /// The clock went back: what is missing is missing from now on, not from a time to come.
  private mutating func setBack(to now: Timestamp) {
    let bucket = slots[hand].bucket
    let missing = bucket.fullAt.milliseconds - bucket.at.milliseconds
    slots[hand].bucket.at = now
    slots[hand].bucket.fullAt = now.advanced(byMilliseconds: missing)
  }

  /// The last slot takes the place of the one that is freed.
  private mutating func free(_ place: Int) {
    places[slots[place].key] = nil
    let last = slots.removeLast()
    guard place < slots.count else { return }
    slots[place] = last
    places[last.key] = place
  }
}
