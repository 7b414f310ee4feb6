/// A currency of ISO 4217, known by its numeric code.
///
/// Only currencies of the table can be created, so the exponent is always known.
/// *Source:* ISO 4217 list one.
package struct Currency: Hashable, Sendable {
  /// The ISO 4217 numeric code, 8 … 999.
  package let numericCode: UInt16

  /// The currency with this alphabetic code, such as `"INR"`; nil if it is not in ISO 4217.
  ///
  /// - Complexity: O(number of currencies).
  package init?(code: String) {
    guard let row = currencyTable.first(where: { $0.code == code }) else { return nil }
    numericCode = row.numericCode
  }

  /// The currency with this numeric code; nil if it is not in ISO 4217.
  package init?(numericCode: UInt16) {
    guard currencyTable.contains(where: { $0.numericCode == numericCode }) else { return nil }
    self.numericCode = numericCode
  }

  private init(known numericCode: UInt16) { self.numericCode = numericCode }

  /// The three letters of ISO 4217.
  package var code: String { row.code }

  /// The power of ten between the minor and the major unit: JPY 0, USD 2, KWD 3.
  package var exponent: UInt8 { row.exponent }

  /// Every currency of the table, by its alphabetic code.
  package static var all: [Currency] {
    currencyTable.map { Currency(known: $0.numericCode) }
  }

  /// The United States dollar.
  package static let usd = Currency(known: 840)
  /// The Indian rupee.
  package static let inr = Currency(known: 356)
  /// The Japanese yen, which has no minor unit.
  package static let jpy = Currency(known: 392)
  /// The Kuwaiti dinar, which has three decimals.
  package static let kwd = Currency(known: 414)
  /// The euro.
  package static let eur = Currency(known: 978)

  private var row: CurrencyRow {
    guard let row = currencyTable.first(where: { $0.numericCode == numericCode }) else {
      preconditionFailure("every initializer checks the table")
    }
    return row
  }
}

/// One line of ISO 4217.
struct CurrencyRow: Sendable {
  let code: String
  let numericCode: UInt16
  let exponent: UInt8
}
