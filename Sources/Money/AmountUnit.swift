/// The unit of an amount: coins, or the minor units of one currency.
package struct AmountUnit: Hashable, Sendable, Comparable {
  /// 0 for coins, else the currency's ISO 4217 numeric code; this is the stored form.
  package let rawValue: UInt16

  /// The unit of coins.
  package static let coin = AmountUnit(unchecked: 0)

  /// The unit of a currency's minor units.
  package init(_ currency: Currency) { rawValue = currency.numericCode }

  /// Reads the stored form; nil if there is no such unit.
  package init?(rawValue: UInt16) {
    guard rawValue == 0 || Currency(numericCode: rawValue) != nil else { return nil }
    self.rawValue = rawValue
  }

  private init(unchecked rawValue: UInt16) { self.rawValue = rawValue }

  /// Reads a wire name: `"coin"` or a currency code.
  package init?(name: String) {
    if name == "coin" {
      self = .coin
    } else {
      guard let currency = Currency(code: name) else { return nil }
      self.init(currency)
    }
  }

  /// The currency of the unit; nil for coins.
  package var currency: Currency? {
    rawValue == 0 ? nil : Currency(numericCode: rawValue)
  }

  /// The wire name: `"coin"`, or the currency's code.
  package var name: String { currency?.code ?? "coin" }

  package static func < (left: AmountUnit, right: AmountUnit) -> Bool {
    left.rawValue < right.rawValue
  }
}
