import Ledger
import Money

/// A payment from a viewer to a creator, split by the rules in force.
struct Earning: Equatable {
  let movements: [Movement]
  let split: RecordedSplit
  let carry: RowChange
}

/// Who pays whom how much for what.
struct Payment {
  let payer: OwnerID
  let creator: OwnerID
  let source: EarningSource
  let coins: Coins
  /// The value of the whole payment in cents where it has a dollar price; else nil.
  let usdCents: Int64?
  let spentLine: LineKind
  let receivedLine: LineKind
}

/// Splits a payment by the rule of its source and says what moves.
///
/// - Returns: The earning; nil when an amount leaves its bounds.
func earn(_ payment: Payment, in state: State, at moment: Moment) -> Earning? {
  let settings = state.settings
  switch settings.splits.rule(for: payment.source) {
  case .commission(let share):
    return earnCoins(payment, share: share, in: state, at: moment)
  case .valueShare(let share, let currency):
    return earnValue(payment, share: share, currency: currency, in: state, at: moment)
  case .fixedRate:
    preconditionFailure("settings keep fixed rates to sources that are metered by time")
  }
}

/// The creator earns coins; the statement shows the gross and the commission as two lines.
private func earnCoins(
  _ payment: Payment, share: BasisPoints, in state: State, at moment: Moment
) -> Earning? {
  let key = CarryKey(payment.creator, payment.source, .coin)
  let before = state.carries[key]?.carry ?? .zero
  let result = Result { () throws(MoneyError) in
    try SplitRule.commissionSplit(of: payment.coins, share: share, carry: before)
  }
  guard case .success(let split) = result else { return nil }
  let earnings = AccountKey(payment.creator, .earnings, .coin)
  var movements = [
    Movement(AccountKey(payment.payer, .wallet, .coin), payment.spentLine, -payment.coins.count),
    Movement(earnings, payment.receivedLine, payment.coins.count),
  ]
  let commission = split.commission.quantity
  if commission > 0 {
    movements.append(Movement(earnings, .commission, -commission))
    movements.append(
      Movement(AccountKey(moment.platform, .commission, .coin), .counterpart, commission))
  }
  return Earning(
    movements: movements,
    split: RecordedSplit(
      source: payment.source, unit: .coin, gross: payment.coins.count, commission: commission,
      share: share, carryBefore: before, carryAfter: split.carry),
    carry: .carry(key, CarryRow(split.carry)))
}

/// The creator earns money; the coins leave and the value enters through `conversion`.
private func earnValue(
  _ payment: Payment, share: BasisPoints, currency: Currency, in state: State, at moment: Moment
) -> Earning? {
  let unit = AmountUnit(currency)
  let key = CarryKey(payment.creator, payment.source, unit)
  let before = state.carries[key]?.carry ?? .zero
  guard let (quantity, value) = worth(of: payment, currency: currency, settings: state.settings)
  else { return nil }
  let result = Result { () throws(MoneyError) in
    try SplitRule.valueSplit(
      of: quantity, value: value, share: share, currency: currency, carry: before)
  }
  guard case .success(let split) = result else { return nil }
  let coins = payment.coins.count
  var movements = [
    Movement(AccountKey(payment.payer, .wallet, .coin), payment.spentLine, -coins),
    Movement(AccountKey(moment.platform, .conversion, .coin), .counterpart, coins),
  ]
  let converted = [
    Movement(
      AccountKey(moment.platform, .conversion, unit), .counterpart, -split.gross.quantity),
    Movement(AccountKey(payment.creator, .earnings, unit), payment.receivedLine, split.net),
    Movement(
      AccountKey(moment.platform, .commission, unit), .counterpart, split.commission.quantity),
  ]
  movements += converted.filter { $0.quantity != 0 }
  return Earning(
    movements: movements,
    split: RecordedSplit(
      source: payment.source, unit: unit, gross: split.gross.quantity,
      commission: split.commission.quantity, share: share, carryBefore: before,
      carryAfter: split.carry),
    carry: .carry(key, CarryRow(split.carry)))
}

/// How many of what value a payment is worth, in minor units of `currency`.
private func worth(
  of payment: Payment, currency: Currency, settings: Settings
) -> (quantity: Int64, value: Rate)? {
  if let cents = payment.usdCents, currency == .usd { return (cents, .one) }
  guard settings.coin.currency == currency else { return nil }
  // The coin's value is in major units: move the point by the currency's exponent.
  let power = (0..<currency.exponent).reduce(into: Int64(1)) { power, _ in power *= 10 }
  let (significand, overflow) = settings.coin.value.significand.multipliedReportingOverflow(
    by: power)
  guard !overflow, let value = Rate(significand: significand, scale: settings.coin.value.scale)
  else { return nil }
  return (payment.coins.count, value)
}
