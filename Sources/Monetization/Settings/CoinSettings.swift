package import Ledger
package import Money

/// What a coin is worth and costs.
package struct CoinSettings: Equatable, Sendable {
  /// What coins are called, in the singular.
  package var name: String
  /// The currency of ``value`` and ``unitPrice``.
  package var currency: Currency
  /// The money that one coin pays out, in major units of the currency.
  package var value: Rate
  /// The price of one coin bought as a custom amount, in minor units; nil when none are sold.
  package var unitPrice: Rate?

  package init(name: String, currency: Currency, value: Rate, unitPrice: Rate?) {
    self.name = name
    self.currency = currency
    self.value = value
    self.unitPrice = unitPrice
  }
}

extension CoinSettings: SettingsGroup {
  /// The fields that an edit sets.
  package struct Changes: SettingsGroupChanges {
    package var name: String?
    package var currency: Currency?
    package var value: Rate?
    /// One coin pays out as this many rupees: sets currency and value, after those.
    package var rupees: Rate?
    package var unitPrice = FieldChange<Rate>.keep

    package init() {}

    package init(_ coin: CoinSettings) {
      name = coin.name
      currency = coin.currency
      value = coin.value
      unitPrice = .set(coin.unitPrice)
    }

    package func apply(to coin: inout CoinSettings) {
      coin.name = name ?? coin.name
      coin.currency = currency ?? coin.currency
      coin.value = value ?? coin.value
      if let rupees { coin.setRupees(rupees) }
      coin.unitPrice = unitPrice.applied(to: coin.unitPrice)
    }
  }

  package func fault(in settings: Settings) -> Refusal? { nil }

  package func encode(into writer: inout ByteWriter) {
    writer.write(name)
    writer.write(UInt64(currency.numericCode))
    writer.write(value)
    writer.write(unitPrice != nil)
    if let unitPrice { writer.write(unitPrice) }
  }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    name = try reader.text()
    currency = try reader.currency()
    value = try reader.rate()
    unitPrice = try reader.bool() ? try reader.rate() : nil
  }
}
