import Ledger
import Money

/// Who pays which creator how much for what.
struct CreatorPayment {
  let payer: UserID
  let creator: UserID
  let source: EarningSource
  let coins: Coins
  /// The value of the whole payment in cents where it has a dollar price; else nil.
  var usdCents: Int64?
  /// What is paid for; ``OwnerID/global`` for the creator alone.
  var subject = OwnerID.global
  var place = PaymentPlace()
  var texts: TextKinds = []
  let kind: TransactionKind
  let spentLine: LineKind
  let receivedLine: LineKind
}

/// A payment that was split by the rules in force: what moves, and what is journaled of it.
struct SplitPayment: Equatable {
  let fact: CreatorPaid
  let transaction: TransactionDraft
  let carry: RowChange
}

/// Has a payer pay a creator: splits the payment by the rule of its source.
///
/// - Returns: nil when an amount leaves its bounds, or when the source has a rate by time, which
///   settings keep to what is metered.
func pay(_ payment: CreatorPayment, in state: State, at moment: Moment) -> SplitPayment? {
  let earning: Earning?
  switch state.setting({ $0.splits.rule(for: payment.source) }) {
  case .commission(let share):
    earning = earnCoins(payment, share: share, in: state, at: moment)
  case .valueShare(let share, let currency):
    earning = earnValue(payment, share: share, currency: currency, in: state, at: moment)
  case .fixedRate: earning = nil
  }
  guard let earning, state.canTake(earning.movements) else { return nil }
  let id = TransactionID(moment.stamp.rawValue)
  let split = earning.split
  let carry = CarryKey(OwnerID(payment.creator), split.source, split.unit)
  return SplitPayment(
    fact: CreatorPaid(
      transaction: id, payer: payment.payer, creator: payment.creator, subject: payment.subject,
      place: payment.place, coins: payment.coins, split: split, texts: payment.texts),
    transaction: TransactionDraft(
      id: id, kind: payment.kind, reference: payment.subject, movements: earning.movements),
    carry: .carry(CarryRow(carry, split.carryAfter)))
}

/// What a payment moves, and how it was split.
private struct Earning {
  let movements: [Movement]
  let split: RecordedSplit
}

/// The creator earns coins; the statement shows the gross and the commission as two lines.
private func earnCoins(
  _ payment: CreatorPayment, share: BasisPoints, in state: State, at moment: Moment
) -> Earning? {
  let creator = OwnerID(payment.creator)
  let before = state.carries[CarryKey(creator, payment.source, .coin)]?.carry ?? .zero
  let result = Result { () throws(MoneyError) in
    try SplitRule.commissionSplit(of: payment.coins, share: share, carry: before)
  }
  guard case .success(let split) = result else { return nil }
  let earnings = AccountKey(creator, .earnings, .coin)
  let wallet = AccountKey(OwnerID(payment.payer), .wallet, .coin)
  var movements = [
    Movement(wallet, payment.spentLine, -payment.coins.count),
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
      share: share, carryBefore: before, carryAfter: split.carry))
}

/// The creator earns money; the coins leave and the value enters through `conversion`.
private func earnValue(
  _ payment: CreatorPayment, share: BasisPoints, currency: Currency, in state: State,
  at moment: Moment
) -> Earning? {
  let unit = AmountUnit(currency)
  let creator = OwnerID(payment.creator)
  let before = state.carries[CarryKey(creator, payment.source, unit)]?.carry ?? .zero
  guard
    let (quantity, value) = creatorValue(of: payment, currency: currency, settings: state.settings)
  else { return nil }
  let result = Result { () throws(MoneyError) in
    try SplitRule.valueSplit(
      of: quantity, value: value, share: share, currency: currency, carry: before)
  }
  guard case .success(let split) = result else { return nil }
  let coins = payment.coins.count
  let movements = [
    Movement(AccountKey(OwnerID(payment.payer), .wallet, .coin), payment.spentLine, -coins),
    Movement(AccountKey(moment.platform, .conversion, .coin), .counterpart, coins),
    Movement(
      AccountKey(moment.platform, .conversion, unit), .counterpart, -split.gross.quantity),
    Movement(AccountKey(creator, .earnings, unit), payment.receivedLine, split.net),
    Movement(
      AccountKey(moment.platform, .commission, unit), .counterpart, split.commission.quantity),
  ]
  return Earning(
    movements: movements.filter { $0.quantity != 0 },
    split: RecordedSplit(
      source: payment.source, unit: unit, gross: split.gross.quantity,
      commission: split.commission.quantity, share: share, carryBefore: before,
      carryAfter: split.carry))
}

/// How many of what value a payment is worth, in minor units of `currency`.
private func creatorValue(
  of payment: CreatorPayment, currency: Currency, settings: Settings
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
