/// A signed quantity of one unit, as in postings and balances.
package struct Amount: Hashable, Sendable {
  /// Whole coins, or minor units of the currency.
  package let quantity: Int64
  package let unit: AmountUnit

  package init(_ quantity: Int64, _ unit: AmountUnit) {
    self.quantity = quantity
    self.unit = unit
  }

  /// The exact sum with an amount of the same unit.
  ///
  /// - Throws: ``MoneyError/unitMismatch(_:_:)`` or ``MoneyError/overflow``.
  package func adding(_ other: Amount) throws(MoneyError) -> Amount {
    guard unit == other.unit else { throw .unitMismatch(unit, other.unit) }
    let (sum, overflow) = quantity.addingReportingOverflow(other.quantity)
    guard !overflow else { throw .overflow }
    return Amount(sum, unit)
  }

  /// The largest balance of an account, and the largest number on the wire: 2⁵³ − 1.
  ///
  /// *Source:* RFC 8259 section 6, integers that every JSON reader agrees on.
  package static let balanceMax: Int64 = 9_007_199_254_740_991

  /// The largest quantity that one operation may move.
  package static let operationMax: Int64 = 1_000_000_000
}
