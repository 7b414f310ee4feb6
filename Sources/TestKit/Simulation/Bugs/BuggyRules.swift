import Application
import Ledger
import Monetization
import Money

/// The rules with one planted mistake.
///
/// - Returns: The true rules where the bug is not one of rules.
func rules(with bug: PlantedBug?) -> Lane.Rules {
  var earlier: [GiftID: Gift] = [:]
  return { command, state, moment in
    var command = command
    if bug == .lostConcurrentEdit, case .saveGift(let edit) = command, let id = edit.id {
      let read = earlier[id]
      earlier[id] = state.gifts[OwnerID(id)]
      if let read {
        command = .saveGift(SaveGift(id: id, gift: edit.changes.applied(to: read)))
      }
    }
    let decision = decide(command, in: state, at: moment)
    guard let bug, case .accept(var delta) = decision else { return decision }
    if bug == .lastCoinRefused, let refusal = refusalOfLastCoin(delta, in: state) {
      return .refuse(refusal)
    }
    delta.corrupt(by: bug)
    return .accept(delta)
  }
}

/// `<` where the rule says `<=`.
private func refusalOfLastCoin(_ delta: Delta, in state: State) -> Refusal? {
  guard case .creatorPaid(let paid)? = delta.facts.first else { return nil }
  let balance = state.account(AccountKey(OwnerID(paid.payer), .wallet, .coin)).balance
  guard paid.coins.count == balance else { return nil }
  return .wallet(.insufficientBalance(required: paid.coins.count, balance: balance))
}

extension Delta {
  fileprivate mutating func corrupt(by bug: PlantedBug) {
    switch bug {
    case .carryDropped:
      rows.removeAll { if case .carry = $0 { true } else { false } }
    case .stockNotDecremented:
      guard case .giftSent? = facts.last else { return }
      rows.removeAll { if case .gift = $0 { true } else { false } }
    case .gatewayEventForgotten:
      rows.removeAll { $0.claims(.gatewayEvent) }
    case .paymentCreditedTwice:
      rows.removeAll { $0.claims(.payment) }
    case .buyerForgotten:
      rows.removeAll { if case .buyer = $0 { true } else { false } }
    case .liveStreamForgotten:
      guard case .streamChanged? = facts.first else { return }
      rows.removeAll { if case .creator = $0 { true } else { false } }
    case .comboCountWrong:
      rows = rows.map {
        if case .sender(let row) = $0 { .sender(Sender(UserID(row.key.rawValue))) } else { $0 }
      }
    case .paymentNotRecorded:
      facts.removeAll {
        if case .creatorPaid(let paid) = $0 { paid.split.source != .gift } else { false }
      }
    case .commissionRoundedUp: roundCommissionUp()
    case .wrongAccountPosted: postToSender()
    default: break
    }
  }

  private mutating func roundCommissionUp() {
    for case .carry(let row) in rows where row.carry != .zero && row.key.unit == .coin {
      rows.removeAll { if case .carry = $0 { true } else { false } }
      rows.append(.carry(CarryRow(row.key, .zero)))
      changeMovements { movement in
        switch (movement.account.kind, movement.line) {
        case (.earnings, .commission):
          Movement(movement.account, .commission, movement.quantity - 1)
        case (.commission, _): Movement(movement.account, movement.line, movement.quantity + 1)
        default: movement
        }
      }
    }
  }

  /// The creator's earnings of several gifts at once go to the sender.
  private mutating func postToSender() {
    guard case .creatorPaid(let paid)? = facts.first, paid.coins.count > 30 else { return }
    changeMovements { movement in
      guard movement.account.kind == .earnings else { return movement }
      let wrong = AccountKey(OwnerID(paid.payer), .pending, movement.account.unit)
      return Movement(wrong, movement.line, movement.quantity)
    }
  }

  private mutating func changeMovements(_ change: (Movement) -> Movement) {
    transactions = transactions.map {
      TransactionDraft(
        id: $0.id, kind: $0.kind, reference: $0.reference, movements: $0.movements.map(change))
    }
  }
}

extension RowChange {
  /// Whether it claims a name of a kind.
  fileprivate func claims(_ space: UniqueName.Space) -> Bool {
    guard case .name(let name, _) = self else { return false }
    return name.space == space
  }
}
