/// How much of a payment each side gets, and what is carried into the creator's next split.
package struct Split: Hashable, Sendable {
  /// The creator's share before the commission line, in the unit of the share.
  package let gross: Amount
  /// What the platform keeps of ``gross``.
  package let commission: Amount
  /// The fraction carried after this split.
  package let carry: Carry

  /// What the creator keeps: gross less commission.
  package var net: Int64 { gross.quantity - commission.quantity }
}

/// A rule that splits what a viewer pays between creator and platform.
package enum SplitRule: Hashable, Sendable {
  /// The platform takes this share of the coins, the creator the rest, in coins.
  case commission(BasisPoints)
  /// The creator gets this share of the coins' value, in a currency.
  case valueShare(BasisPoints, Currency)
  /// The creator earns a fixed amount of money per time, whatever the viewer pays.
  case fixedRate(Money, perSeconds: Int32)
}

extension SplitRule {
  /// Splits coins by ``commission(_:)``: the platform's exact share, its fraction carried.
  ///
  /// Over any sequence of splits that hand the carry on, the commission taken is the floor of
  /// the exact share of the total.
  ///
  /// - Parameters:
  ///   - coins: What was paid, not negative.
  ///   - share: The platform's share.
  ///   - carry: What the creator's last split of this source carried.
  /// - Returns: The coins, the platform's part and the fraction to hand on.
  /// - Throws: ``MoneyError/overflow``; never for amounts up to ``Amount/balanceMax``.
  package static func commissionSplit(
    of coins: Coins, share: BasisPoints, carry: Carry
  ) throws(MoneyError) -> Split {
    precondition(coins.count >= 0, "a refund returns the recorded split")
    let partsPerPoint = Int128(Carry.scale / Int64(BasisPoints.whole))
    let exact = Int128(coins.count) * Int128(share.rawValue) * partsPerPoint
    let taken = try carry.taking(exactParts: exact)
    return Split(gross: coins.amount, commission: Coins(taken.units).amount, carry: taken.carry)
  }

  /// Splits the money value of coins by ``valueShare(_:_:)``: the creator's exact share.
  ///
  /// - Parameters:
  ///   - quantity: How many are valued: coins, or gifts when the price is per gift.
  ///   - value: The value of one, in minor units of `currency`.
  ///   - share: The creator's share.
  ///   - currency: What `value` is in.
  ///   - carry: What the creator's last split of this source and currency carried.
  /// - Returns: The value, the platform's part and the fraction to hand on.
  /// - Throws: ``MoneyError/overflow``.
  package static func valueSplit(
    of quantity: Int64, value: Rate, share: BasisPoints, currency: Currency, carry: Carry
  ) throws(MoneyError) -> Split {
    precondition(quantity >= 0, "a refund returns the recorded split")
    let decimals = (0..<value.scale).reduce(into: Int128(1)) { power, _ in power *= 10 }
    let (worth, overflow) = Int128(quantity).multipliedReportingOverflow(
      by: Int128(value.significand))
    guard !overflow, let gross = Int64(exactly: worth / decimals) else { throw .overflow }
    let partsPerDecimal = Int128(Carry.scale) / decimals / Int128(BasisPoints.whole)
    let (exact, tooLarge) = worth.multipliedReportingOverflow(
      by: Int128(share.rawValue) * partsPerDecimal)
    guard !tooLarge else { throw .overflow }
    let taken = try carry.taking(exactParts: exact)
    // What is carried from before can lift the creator's part above this payment's whole units.
    let whole = max(gross, taken.units)
    return Split(
      gross: Amount(whole, AmountUnit(currency)),
      commission: Amount(whole - taken.units, AmountUnit(currency)), carry: taken.carry)
  }

  /// What ``fixedRate(_:perSeconds:)`` earns in a time.
  ///
  /// - Parameters:
  ///   - rate: The money for each whole period.
  ///   - perSeconds: The period; must divide one hour, so that no fraction is lost.
  ///   - seconds: The time earned, not negative.
  ///   - carry: What the last one carried.
  /// - Returns: What was earned, no commission, and the fraction to hand on.
  /// - Throws: ``MoneyError/overflow``.
  package static func timeSplit(
    rate: Money, perSeconds: Int32, seconds: Int64, carry: Carry
  ) throws(MoneyError) -> Split {
    precondition(seconds >= 0 && rate.minorUnits >= 0, "time and rates are never negative")
    precondition(perSeconds > 0 && 3_600 % perSeconds == 0, "the period must divide one hour")
    let partsPerSecond = Int128(Carry.scale) / Int128(perSeconds)
    let exact = Int128(rate.minorUnits) * Int128(seconds)
    let (parts, overflow) = exact.multipliedReportingOverflow(by: partsPerSecond)
    guard !overflow else { throw .overflow }
    let taken = try carry.taking(exactParts: parts)
    let unit = AmountUnit(rate.currency)
    return Split(gross: Amount(taken.units, unit), commission: Amount(0, unit), carry: taken.carry)
  }
}
