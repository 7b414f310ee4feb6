/// A number of whole coins.
package struct Coins: Hashable, Sendable, Comparable {
  /// May be negative only as a difference of two amounts.
  package let count: Int64

  package init(_ count: Int64) { self.count = count }

  /// No coins.
  package static let zero = Coins(0)

  /// The exact sum.
  ///
  /// - Throws: ``MoneyError/overflow``.
  package func adding(_ other: Coins) throws(MoneyError) -> Coins {
    let (sum, overflow) = count.addingReportingOverflow(other.count)
    guard !overflow else { throw .overflow }
    return Coins(sum)
  }

  /// The exact product with a quantity, for example of a price.
  ///
  /// - Throws: ``MoneyError/overflow``.
  package func multiplied(by quantity: Int64) throws(MoneyError) -> Coins {
    let (product, overflow) = count.multipliedReportingOverflow(by: quantity)
    guard !overflow else { throw .overflow }
    return Coins(product)
  }

  /// The same coins as a ledger amount.
  package var amount: Amount { Amount(count, .coin) }

  package static func < (left: Coins, right: Coins) -> Bool { left.count < right.count }
}
