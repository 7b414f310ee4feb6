package import Ledger
package import Money

extension ByteWriter {
  /// Writes the currency's number, then the minor units.
  package mutating func write(_ money: Money) {
    write(UInt64(money.currency.numericCode))
    write(money.minorUnits)
  }
}

extension ByteReader {
  /// Reads money as ``ByteWriter`` writes it.
  ///
  /// - Throws: ``DecodingFault``.
  package mutating func money() throws(DecodingFault) -> Money {
    let number = try unsigned()
    guard let code = UInt16(exactly: number), let currency = Currency(numericCode: code) else {
      throw .unknownCase("currency", number)
    }
    return Money(minorUnits: try integer(), currency: currency)
  }
}
