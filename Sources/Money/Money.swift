/// An exact amount of one currency.
package struct Money: Hashable, Sendable {
  /// The currency's smallest unit: cents for USD, yen for JPY.
  package let minorUnits: Int64
  package let currency: Currency

  package init(minorUnits: Int64, currency: Currency) {
    self.minorUnits = minorUnits
    self.currency = currency
  }

  /// The exact sum with an amount of the same currency.
  ///
  /// - Throws: ``MoneyError/unitMismatch(_:_:)`` or ``MoneyError/overflow``.
  package func adding(_ other: Money) throws(MoneyError) -> Money {
    guard currency == other.currency else {
      throw .unitMismatch(AmountUnit(currency), AmountUnit(other.currency))
    }
    let (sum, overflow) = minorUnits.addingReportingOverflow(other.minorUnits)
    guard !overflow else { throw .overflow }
    return Money(minorUnits: sum, currency: currency)
  }

  /// The same money as a ledger amount.
  package var amount: Amount { Amount(minorUnits, AmountUnit(currency)) }
}
