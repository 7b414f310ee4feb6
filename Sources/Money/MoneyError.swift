/// Why amounts could not be combined.
package enum MoneyError: Error, Equatable, Sendable {
  /// The two amounts count different things.
  case unitMismatch(AmountUnit, AmountUnit)
  /// The exact result is outside what an amount can hold.
  case overflow
}
