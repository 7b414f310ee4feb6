import Money
import TestKit
import Testing

@Suite struct CarryTests {
  @Test func `a carry is a fraction below one`() {
    #expect(Carry(parts: 0) == .zero)
    #expect(Carry(parts: Carry.scale - 1) != nil)
    #expect(Carry(parts: Carry.scale) == nil)
    #expect(Carry(parts: -1) == nil)
    #expect(Carry(parts: .min) == nil)
    #expect(Carry(parts: .max) == nil)
  }

  /// Basis points of a rate of eight decimals, and every period that divides an hour.
  @Test func `the scale holds every fraction of the rules`() {
    #expect(Carry.scale % (100_000_000 * 10_000) == 0)
    #expect(Carry.scale % 3_600 == 0)
  }

  @Test func `nothing is lost between units and carry`() throws {
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = SplitMix64(seed: seed)
    let scale = Int128(Carry.scale)
    for _ in 0..<20_000 {
      let carry = try #require(Carry(parts: random.anyCount() % Carry.scale))
      let parts = Int128(random.anyCount()) * Int128(1 + random.below(36_000_000_000_000))
      let taken = try? carry.adding(exactParts: parts)
      let total = parts + Int128(carry.parts)
      #expect(taken?.units == Int64(exactly: total / scale), "seed \(seed)")
      guard let taken else { continue }
      #expect(Int128(taken.units) * scale + Int128(taken.carry.parts) == total, "seed \(seed)")
    }
  }

  @Test func `what no integer holds is an overflow`() throws {
    let almostOne = try #require(Carry(parts: Carry.scale - 1))
    let most = Int128(Int64.max) * Int128(Carry.scale)
    #expect(try Carry.zero.adding(exactParts: most).units == .max)
    #expect(try almostOne.adding(exactParts: most).units == .max)
    #expect(throws: MoneyError.overflow) { try almostOne.adding(exactParts: most + 1) }
    #expect(throws: MoneyError.overflow) { try almostOne.adding(exactParts: .max) }
  }

  @Test func `a negative share is a bug`() async {
    await #expect(processExitsWith: .failure) {
      _ = try Carry.zero.adding(exactParts: -1)
    }
  }
}
