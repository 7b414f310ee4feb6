package import Ledger
package import Money

/// A payment to a creator goes back: what moves, and what is journaled of it.
package struct CreatorReversal: Equatable, Sendable {
  package let fact: CreatorPaymentReversed
  package let transaction: TransactionDraft
  package let carry: RowChange
}

/// Returns a payment to its payer: the coins that were paid, the split that was recorded.
///
/// What the creator no longer holds becomes their debt, which may be below zero.
///
/// - Parameters:
///   - payment: The payment as its entry has it; nothing of it was returned before.
///   - original: The entry of the payment.
///   - line: What the payer's statement calls it.
///   - state: Holds the rows of payer, creator and platform.
///   - moment: When it goes back.
/// - Returns: nil where an amount leaves its bounds.
package func reverse(
  _ payment: CreatorPaid, of original: EntryPosition, as line: LineKind = .refund,
  in state: State, at moment: Moment
) -> CreatorReversal? {
  let creator = OwnerID(payment.creator)
  let key = CarryKey(creator, payment.split.source, payment.split.unit)
  let returned = payment.split.returned(carrying: state.carries[key]?.carry ?? .zero)
  let id = TransactionID(moment.stamp.rawValue)
  let held = state.account(AccountKey(creator, .earnings, returned.unit)).balance
  let movements = payment.reversedMovements(returned, held: held, as: line, at: moment)
  guard state.canTake(movements) else { return nil }
  return CreatorReversal(
    fact: CreatorPaymentReversed(
      transaction: id, original: original, payment: payment, returned: returned),
    transaction: TransactionDraft(
      id: id, kind: .reversal, reference: OwnerID(payment.transaction), movements: movements),
    carry: .carry(CarryRow(key, returned.carryAfter)))
}

extension RecordedSplit {
  /// The split that takes this one back, when `carry` is what the creator's last one left.
  ///
  /// The side that carries fractions keeps units + fraction = its exact share: the platform where
  /// creators earn coins, the creator where they earn money.
  package func returned(carrying carry: Carry) -> RecordedSplit {
    let exact = carry.parts - (carryAfter.parts - carryBefore.parts)
    let more: Int64 = exact < 0 ? 1 : exact >= Carry.scale ? -1 : 0
    guard let after = Carry(parts: exact + more * Carry.scale) else {
      preconditionFailure("two fractions differ by less than a unit")
    }
    let isOfPlatform = unit == .coin
    let taken = (isOfPlatform ? commission : net) + more
    let whole = max(gross, taken)
    return RecordedSplit(
      source: source, unit: unit, gross: whole,
      commission: isOfPlatform ? taken : whole - taken, share: share, carryBefore: carry,
      carryAfter: after)
  }
}

extension CreatorPaid {
  /// What moves when the payment goes back and `held` is all that the creator has left.
  fileprivate func reversedMovements(
    _ returned: RecordedSplit, held: Int64, as line: LineKind, at moment: Moment
  ) -> [Movement] {
    let fromEarnings = min(returned.net, max(0, held))
    let unit = returned.unit
    var all = [
      Movement(AccountKey(OwnerID(payer), .wallet, .coin), line, coins.count),
      Movement(AccountKey(OwnerID(creator), .earnings, unit), line, -fromEarnings),
      Movement(AccountKey(OwnerID(creator), .debt, unit), line, fromEarnings - returned.net),
      Movement(
        AccountKey(moment.platform, .commission, unit), .counterpart, -returned.commission),
    ]
    if unit != .coin {
      all += [
        Movement(AccountKey(moment.platform, .conversion, .coin), .counterpart, -coins.count),
        Movement(AccountKey(moment.platform, .conversion, unit), .counterpart, returned.gross),
      ]
    }
    return all.filter { $0.quantity != 0 }
  }
}
