import Ledger
import TestKit
import Testing

@testable import Monetization

@Suite struct PlaceIndexTests {
  /// Families of keys that somebody could send; one of them per hash that has no secret.
  enum Family: String, CaseIterable, Sendable {
    /// All with the same bits from 32 on once they are multiplied by the golden ratio of 2⁶⁴.
    case goldenRatio
    /// One after the other.
    case consecutive
    /// The same low bits.
    case lowBitsEqual
    /// One bit in the middle of the time, and the counter.
    case stamps

    /// Distinct keys that identifiers on the wire can name: they are not negative.
    func keys(_ count: UInt64) -> [OwnerID] {
      let all: [UInt64] =
        switch self {
        case .goldenRatio:
          (1...count * 4).map { $0 &* Self.inverseOfGoldenRatio }.filter { $0 <= Int64.max }
        case .consecutive: Array(1...count)
        case .lowBitsEqual: (1...count).map { $0 << 44 }
        case .stamps: (1...count).map { ($0 >> 3) << 21 | 1 << 11 | $0 & 7 }
        }
      return all.prefix(Int(count)).map { OwnerID(rawValue: Int64($0)) }
    }

    /// What undoes a multiplication by it: Newton's method, each step doubles the right bits.
    private static let inverseOfGoldenRatio: UInt64 = {
      let ratio: UInt64 = 0x9E37_79B9_7F4A_7C15
      return (0..<6).reduce(ratio) { inverse, _ in inverse &* (2 &- ratio &* inverse) }
    }()
  }

  @Test(arguments: Family.allCases)
  func `no family of keys makes look-ups long, whatever the secret`(family: Family) {
    let keys = family.keys(2_000)
    #expect(Set(keys).count == 2_000)
    var random = SplitMix64(seed: 7)
    for _ in 0..<100 {
      let seed = PlaceSeed(veil: random.next(), factor: random.next())
      var index = PlaceIndex<OwnerID>(capacity: 8, seed: seed)
      for key in keys { #expect(index.insert(key).isNew) }
      let probes = keys.map { index.probes(for: $0) }
      // At most half full: a key that is there takes one slot and a half on average.
      #expect(probes.reduce(0, +) < 2 * keys.count)
      #expect(probes.max() ?? 0 < 60)
    }
  }

  @Test func `places are those of the first insertion, whatever the hash`() {
    let keys = Family.stamps.keys(3_000)
    var index = PlaceIndex<OwnerID>()
    for (place, key) in keys.enumerated() { #expect(index.insert(key) == (place, true)) }
    for (place, key) in keys.enumerated() {
      #expect(index.place(of: key) == place)
      #expect(index.insert(key) == (place, false))
    }
    #expect(index.keys == keys)
    #expect(index.place(of: OwnerID(rawValue: -1)) == nil)
  }
}
