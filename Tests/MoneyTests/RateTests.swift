import Money
import TestKit
import Testing

@Suite struct RateTests {
  @Test(
    arguments: [
      ("0", 0, 0), ("1", 1, 0), ("1.0", 10, 1), ("0.5", 5, 1), ("83.2150", 832_150, 4),
      ("0.00000001", 1, 8), ("9223372036854775807", .max, 0),
      ("92233720368.54775807", .max, 8),
    ] as [(String, Int64, UInt8)])
  func `a decimal is read and written exactly`(text: String, significand: Int64, scale: UInt8) {
    let rate = Rate(decimal: text)
    #expect(rate == Rate(significand: significand, scale: scale))
    #expect(rate?.decimal == text)
  }

  @Test(arguments: [
    "", ".", "1.", ".5", "-1", "+1", "1e3", "1,5", " 1", "1 ", "1.2.3", "1..2", "0x10", "١",
    "0.000000001", "9223372036854775808", "92233720368547758070", "NaN", "Infinity", "1_000",
  ])
  func `no other text is a rate`(text: String) { #expect(Rate(decimal: text) == nil) }

  @Test func `negative rates and ninth decimals do not exist`() {
    #expect(Rate(significand: -1, scale: 0) == nil)
    #expect(Rate(significand: .min, scale: 0) == nil)
    #expect(Rate(significand: 1, scale: 9) == nil)
    #expect(Rate.one == Rate(significand: 1, scale: 0))
  }

  @Test func `what is written is read again, whatever the digits`() {
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = SplitMix64(seed: seed)
    for _ in 0..<10_000 {
      let rate = Rate(significand: random.anyCount(), scale: UInt8(random.below(9)))
      #expect(rate != nil)
      #expect(rate.flatMap { Rate(decimal: $0.decimal) } == rate, "seed \(seed)")
    }
  }
}
