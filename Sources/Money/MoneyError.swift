/// Why amounts could not be combined.
package enum MoneyError: Error, Equatable, Sendable {
  /// The two amounts have different units.
  case unitMismatch(AmountUnit, AmountUnit)
  /// The exact result does not fit an amount.
  case overflow
}
