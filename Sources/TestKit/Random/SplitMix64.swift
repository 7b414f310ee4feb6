/// A small generator of random numbers: the same seed gives the same numbers everywhere.
///
/// *Source:* Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators, 2014.
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number below `bound`, which is above 0; tests do not mind the tiny bias.
  package mutating func below(_ bound: Int) -> Int {
    Int(next() % UInt64(bound))
  }

  /// True `count` times out of `whole`.
  package mutating func happens(_ count: Int, outOf whole: Int) -> Bool { below(whole) < count }

  /// One of the values, which are not empty.
  package mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

  /// A number of any size: each number of bits is as likely as any other, edges more so.
  package mutating func anySize() -> Int64 {
    if happens(1, outOf: 8) { return pick(Self.edges) }
    let magnitude = next() >> UInt64(below(64))
    return Int64(bitPattern: happens(1, outOf: 2) ? magnitude : 0 &- magnitude)
  }

  /// A number of any size that is not negative.
  package mutating func anyCount() -> Int64 { anySize() & Int64.max }

  /// Where arithmetic breaks if it breaks: the ends of the integers, of balances, and zero.
  private static let edges: [Int64] = [
    0, 1, -1, 2, 9_999, 10_000, 10_001, 1_000_000_000, 1_000_000_001, 9_007_199_254_740_991,
    9_007_199_254_740_992, -9_007_199_254_740_991, -9_007_199_254_740_992, .max, .max - 1, .min,
    .min + 1,
  ]
}
