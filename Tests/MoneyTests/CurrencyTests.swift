import Money
import Testing

@Suite struct CurrencyTests {
  @Test func `codes and numbers are unique`() {
    #expect(Set(Currency.all.map(\.code)).count == Currency.all.count)
    #expect(Set(Currency.all.map(\.numericCode)).count == Currency.all.count)
    #expect(Currency.all.count > 140)
  }

  @Test func `every currency is found by its code and its number`() {
    for currency in Currency.all {
      #expect(Currency(code: currency.code) == currency)
      #expect(Currency(numericCode: currency.numericCode) == currency)
      #expect(currency.code.utf8.count == 3)
      #expect(currency.code.utf8.allSatisfy { (65...90).contains($0) })
      #expect(currency.exponent <= 4)
    }
  }

  /// The currencies of ISO 4217 whose minor unit is no hundredth.
  @Test func `exponents are those of ISO 4217`() {
    let whole: Set = [
      "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV",
      "XAF", "XOF", "XPF",
    ]
    let thousandths: Set = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]
    for currency in Currency.all {
      let expected: UInt8 =
        whole.contains(currency.code) ? 0 : thousandths.contains(currency.code) ? 3 : 2
      #expect(currency.exponent == expected, "\(currency.code)")
    }
    #expect(whole.isSubset(of: Currency.all.map(\.code)))
    #expect(thousandths.isSubset(of: Currency.all.map(\.code)))
  }

  @Test(arguments: ["", "usd", "US", "USDD", "QQQ", "BTC", "coin", "U$D", "ＵＳＤ"])
  func `no other text is a currency`(code: String) { #expect(Currency(code: code) == nil) }

  @Test(arguments: [0, 1, 7, 1_000, .max] as [UInt16])
  func `no other number is a currency`(number: UInt16) {
    #expect(Currency(numericCode: number) == nil)
  }

  @Test func `units are coins and currencies, by number and by name`() {
    #expect(AmountUnit(rawValue: 0) == .coin)
    #expect(AmountUnit(name: "coin") == .coin)
    #expect(AmountUnit.coin.name == "coin")
    #expect(AmountUnit.coin.currency == nil)
    for currency in Currency.all {
      let unit = AmountUnit(currency)
      #expect(AmountUnit(rawValue: unit.rawValue) == unit)
      #expect(AmountUnit(name: currency.code) == unit)
      #expect(unit.currency == currency)
      #expect(unit.name == currency.code)
    }
    #expect(AmountUnit(rawValue: 1) == nil)
    #expect(AmountUnit(name: "Coin") == nil)
  }
}
