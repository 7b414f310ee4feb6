import Money
import TestKit
import Testing

@Suite struct AmountTests {
  @Test func `a sum is exact or an overflow, up to the edges of Int64`() {
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = SplitMix64(seed: seed)
    for _ in 0..<20_000 {
      let (left, right) = (random.anySize(), random.anySize())
      let exact = Int64(exactly: Int128(left) + Int128(right))
      let amount = try? Amount(left, .coin).adding(Amount(right, .coin))
      #expect(amount?.quantity == exact, "seed \(seed): \(left) + \(right)")
      let coins = try? Coins(left).adding(Coins(right))
      #expect(coins?.count == exact, "seed \(seed): \(left) + \(right)")
      let money = try? Money(minorUnits: left, currency: .usd)
        .adding(Money(minorUnits: right, currency: .usd))
      #expect(money?.minorUnits == exact, "seed \(seed): \(left) + \(right)")
    }
  }

  @Test func `a product is exact or an overflow, up to the edges of Int64`() {
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = SplitMix64(seed: seed)
    for _ in 0..<20_000 {
      let (left, right) = (random.anySize(), random.anySize())
      let product = try? Coins(left).multiplied(by: right)
      let exact = Int64(exactly: Int128(left) * Int128(right))
      #expect(product?.count == exact, "seed \(seed): \(left) × \(right)")
    }
  }

  @Test func `different units never add up`() {
    let coin = AmountUnit.coin
    let (usd, inr) = (AmountUnit(.usd), AmountUnit(.inr))
    #expect(throws: MoneyError.unitMismatch(coin, usd)) {
      try Amount(1, coin).adding(Amount(1, usd))
    }
    #expect(throws: MoneyError.unitMismatch(usd, inr)) {
      try Money(minorUnits: 1, currency: .usd).adding(Money(minorUnits: 1, currency: .inr))
    }
  }

  @Test func `the largest balance is the largest integer of JSON`() {
    #expect(Amount.balanceMax == 1 << 53 - 1)
    #expect(Amount.operationMax == 1_000_000_000)
  }

  @Test func `shares end at the whole`() {
    #expect(BasisPoints(rawValue: 0) == .zero)
    #expect(BasisPoints(rawValue: 10_000)?.complement == .zero)
    #expect(BasisPoints(rawValue: 2_500)?.complement.rawValue == 7_500)
    #expect(BasisPoints(rawValue: 10_001) == nil)
    #expect(BasisPoints(rawValue: .max) == nil)
  }
}
