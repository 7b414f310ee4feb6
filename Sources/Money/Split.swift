/// Each side's share of a payment, and the fraction carried into the creator's next split.
package struct Split: Hashable, Sendable {
  /// The creator's share before commission, in the unit of the share.
  package let gross: Amount
  /// The platform's part of ``gross``.
  package let commission: Amount
  /// The fraction carried after this split.
  package let carry: Carry

  /// The creator's part: gross less commission.
  package var net: Int64 { gross.quantity - commission.quantity }
}

/// A rule that splits a viewer's payment between creator and platform.
package enum SplitRule: Hashable, Sendable {
  /// The platform takes this share of the coins, the creator the rest, in coins.
  case commission(BasisPoints)
  /// The creator gets this share of the coins' value, in a currency.
  case valueShare(BasisPoints, Currency)
  /// The creator earns a fixed amount of money per time, whatever the viewer pays.
  case fixedRate(Money, perSeconds: Int32)
}

extension SplitRule {
  /// What creators earn by the rule.
  package var unit: AmountUnit {
    switch self {
    case .commission: .coin
    case .valueShare(_, let currency): AmountUnit(currency)
    case .fixedRate(let money, _): AmountUnit(money.currency)
    }
  }

  /// Splits coins by ``commission(_:)`` and carries the fraction of the platform's share.
  ///
  /// Over any sequence of splits that pass the carry on, the total commission is the exact share of
  /// the total, rounded down.
  ///
  /// - Parameters:
  ///   - coins: The payment, not negative.
  ///   - share: The platform's share.
  ///   - carry: The carry of the creator's last split of this source.
  /// - Returns: The coins, the platform's part and the new carry.
  /// - Throws: ``MoneyError/overflow``; never for amounts up to ``Amount/balanceMax``.
  package static func commissionSplit(
    of coins: Coins, share: BasisPoints, carry: Carry
  ) throws(MoneyError) -> Split {
    precondition(coins.count >= 0, "a refund returns the recorded split")
    let partsPerPoint = Int128(Carry.scale / Int64(BasisPoints.whole))
    let exact = Int128(coins.count) * Int128(share.rawValue) * partsPerPoint
    let taken = try carry.adding(exactParts: exact)
    return Split(gross: coins.amount, commission: Coins(taken.units).amount, carry: taken.carry)
  }

  /// Splits the money value of coins by ``valueShare(_:_:)`` and carries the fraction of the
  /// creator's share.
  ///
  /// - Parameters:
  ///   - quantity: The number of coins, or of gifts if the price is per gift.
  ///   - value: The value of one of them, in minor units of `currency`.
  ///   - share: The creator's share.
  ///   - currency: The currency of `value`.
  ///   - carry: The carry of the creator's last split of this source and currency.
  /// - Returns: The value, the platform's part and the new carry.
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
    let taken = try carry.adding(exactParts: exact)
    // The carry can raise the creator's part above the whole units of this payment.
    let whole = max(gross, taken.units)
    return Split(
      gross: Amount(whole, AmountUnit(currency)),
      commission: Amount(whole - taken.units, AmountUnit(currency)), carry: taken.carry)
  }

  /// The earnings of ``fixedRate(_:perSeconds:)`` for a time.
  ///
  /// - Parameters:
  ///   - rate: The money for each whole period.
  ///   - perSeconds: The period; must divide one hour, so that no fraction is lost.
  ///   - seconds: The time earned, not negative.
  ///   - carry: The carry of the last split.
  /// - Returns: The earnings, no commission, and the new carry.
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
    let taken = try carry.adding(exactParts: parts)
    let unit = AmountUnit(rate.currency)
    return Split(gross: Amount(taken.units, unit), commission: Amount(0, unit), carry: taken.carry)
  }
}
