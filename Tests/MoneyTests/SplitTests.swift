import Money
import TestKit
import Testing

@Suite struct SplitTests {
  private static let share = BasisPoints(rawValue: 1_000) ?? .zero

  @Test func `ten thousand likes of one coin at ten percent pay a thousand`() throws {
    var carry = Carry.zero
    var commission: Int64 = 0
    for _ in 0..<10_000 {
      let split = try SplitRule.commissionSplit(of: Coins(1), share: Self.share, carry: carry)
      #expect(split.gross == Coins(1).amount)
      commission += split.commission.quantity
      carry = split.carry
    }
    #expect(commission == 1_000)
    #expect(carry == .zero)
  }

  @Test func `over any sequence the commission is the floor of the exact share`() throws {
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = SplitMix64(seed: seed)
    for _ in 0..<200 {
      var (carry, taken, exact) = (Carry.zero, Int128(0), Int128(0))
      for _ in 0..<100 {
        let coins = Coins(random.anyCount() >> Int64(random.below(63)))
        let share = try #require(BasisPoints(rawValue: UInt16(random.below(10_001))))
        let split = try SplitRule.commissionSplit(of: coins, share: share, carry: carry)
        exact += Int128(coins.count) * Int128(share.rawValue)
        taken += Int128(split.commission.quantity)
        carry = split.carry
        #expect(taken == exact / 10_000, "seed \(seed)")
        #expect(split.net + split.commission.quantity == coins.count, "seed \(seed)")
        #expect((0...coins.count).contains(split.commission.quantity), "seed \(seed)")
      }
    }
  }

  @Test func `a commission of everything and of nothing`() throws {
    let whole = BasisPoints.zero.complement
    let all = try SplitRule.commissionSplit(of: Coins(.max), share: whole, carry: .zero)
    #expect(all.commission.quantity == .max && all.net == 0 && all.carry == .zero)
    let none = try SplitRule.commissionSplit(of: Coins(.max), share: .zero, carry: .zero)
    #expect(none.commission.quantity == 0 && none.net == .max && none.carry == .zero)
  }

  @Test func `a gift of ten dollars at forty to sixty pays four dollars`() throws {
    let share = try #require(BasisPoints(rawValue: 4_000))
    let split = try SplitRule.valueSplit(
      of: 1_000, value: .one, share: share, currency: .usd, carry: .zero)
    #expect(split.gross == Amount(1_000, AmountUnit(.usd)))
    #expect(split.net == 400)
    #expect(split.commission == Amount(600, AmountUnit(.usd)))
    #expect(split.carry == .zero)
  }

  @Test func `over any sequence the creator gets the floor of the exact share of the value`()
    throws
  {
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = SplitMix64(seed: seed)
    // One over 10¹²: eight decimals of the value times basis points.
    let whole = Int128(1_000_000_000_000)
    for _ in 0..<200 {
      var (carry, earned, exact) = (Carry.zero, Int128(0), Int128(0))
      for _ in 0..<50 {
        let quantity = Int64(random.below(1_000_000_000))
        let scale = UInt8(random.below(9))
        let value = try #require(Rate(significand: Int64(random.below(99_999_999)), scale: scale))
        let share = try #require(BasisPoints(rawValue: UInt16(random.below(10_001))))
        let split = try SplitRule.valueSplit(
          of: quantity, value: value, share: share, currency: .jpy, carry: carry)
        let shift = (scale..<8).reduce(into: Int128(1)) { power, _ in power *= 10 }
        exact += Int128(quantity) * Int128(value.significand) * shift * Int128(share.rawValue)
        earned += Int128(split.net)
        carry = split.carry
        #expect(earned == exact / whole, "seed \(seed)")
        #expect(split.commission.quantity >= 0 && split.net >= 0, "seed \(seed)")
      }
    }
  }

  @Test func `values beyond Int64 are an overflow, never a wrong amount`() throws {
    let large = try #require(Rate(significand: .max, scale: 0))
    let whole = BasisPoints.zero.complement
    #expect(throws: MoneyError.overflow) {
      try SplitRule.valueSplit(of: .max, value: large, share: whole, currency: .usd, carry: .zero)
    }
    let edge = try SplitRule.valueSplit(
      of: 1, value: large, share: whole, currency: .usd, carry: .zero)
    #expect(edge.net == .max && edge.commission.quantity == 0)
    #expect(throws: MoneyError.overflow) {
      try SplitRule.valueSplit(of: 2, value: large, share: whole, currency: .usd, carry: .zero)
    }
  }

  @Test func `thirteen dollars twenty a minute add up over any pieces of time`() throws {
    let rate = Money(minorUnits: 1_320, currency: .usd)
    let minute = try SplitRule.timeSplit(rate: rate, perSeconds: 60, seconds: 60, carry: .zero)
    #expect(minute.gross == Amount(1_320, AmountUnit(.usd)) && minute.carry == .zero)
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = SplitMix64(seed: seed)
    var (carry, earned, seconds) = (Carry.zero, Int64(0), Int64(0))
    for _ in 0..<5_000 {
      let piece = Int64(random.below(100))
      let split = try SplitRule.timeSplit(rate: rate, perSeconds: 60, seconds: piece, carry: carry)
      carry = split.carry
      earned += split.net
      seconds += piece
      #expect(earned == seconds * 1_320 / 60, "seed \(seed)")
      #expect(split.commission.quantity == 0)
    }
  }

  @Test func `a time that earns more than Int64 holds is an overflow`() {
    let rate = Money(minorUnits: .max, currency: .usd)
    #expect(throws: MoneyError.overflow) {
      try SplitRule.timeSplit(rate: rate, perSeconds: 1, seconds: .max, carry: .zero)
    }
    #expect(throws: MoneyError.overflow) {
      try SplitRule.timeSplit(rate: rate, perSeconds: 1, seconds: 2, carry: .zero)
    }
  }

  @Test func `negative amounts and periods that leave a fraction are bugs`() async {
    await #expect(processExitsWith: .failure) {
      _ = try SplitRule.commissionSplit(of: Coins(-1), share: .zero, carry: .zero)
    }
    await #expect(processExitsWith: .failure) {
      _ = try SplitRule.valueSplit(
        of: -1, value: .one, share: .zero, currency: .usd, carry: .zero)
    }
    await #expect(processExitsWith: .failure) {
      let rate = Money(minorUnits: 1, currency: .usd)
      _ = try SplitRule.timeSplit(rate: rate, perSeconds: 7, seconds: 1, carry: .zero)
    }
  }
}
