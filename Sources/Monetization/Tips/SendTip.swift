import Ledger
package import Money

/// A viewer tips a creator.
package struct SendTip: Rule {
  package typealias Made = CreatorPaid

  package let payer: UserID
  package let creator: UserID
  /// Within the minimum and maximum of the settings.
  package let coins: Coins
  /// The stream in whose room the tip is shown.
  package var stream: StreamID?
  /// Cleaned text of at most 200 characters.
  package var message: String?
  package var metadata: Metadata?

  package init(payer: UserID, creator: UserID, coins: Coins) {
    self.payer = payer
    self.creator = creator
    self.coins = coins
  }

  package var command: Command { .sendTip(self) }

  /// What the rules read.
  package var footprint: Footprint {
    var owners = [OwnerID(payer), OwnerID(creator)]
    if let stream { owners.append(OwnerID(stream)) }
    return Footprint(owners: owners)
  }

  /// Refuses in this order: unknown, suspended, wrong room, oneself, no creator, amount, spending
  /// limit, balance.
  package func decide(in state: State, at moment: Moment) -> Decision {
    guard let payer = state.users.value(of: OwnerID(payer), Payer.init) else {
      return .refuse(.notFound(.user))
    }
    guard !payer.isSuspended else { return .refuse(.user(.suspended)) }
    if let refusal = receivingRefusal(
      of: creator, paidBy: payer.id, in: stream, state, as: { .tip(.payment($0)) })
    {
      return .refuse(refusal)
    }
    if let refusal = state.setting({ $0.tips.refusal(of: coins) }) { return .refuse(.tip(refusal)) }
    if let refusal = spendingRefusal(of: payer, spending: coins, in: state, at: moment) {
      return .refuse(refusal)
    }
    let texts = PaymentTexts(message: message, metadata: metadata)
    let payment = CreatorPayment(
      payer: payer.id, creator: creator, source: .tip, coins: coins,
      place: PaymentPlace(stream: stream), texts: texts.kinds,
      kind: .payment, spentLine: .tipSent, receivedLine: .tipReceived)
    guard let paid = pay(payment, in: state, at: moment) else {
      return .refuse(.wallet(.amountOutOfBounds))
    }
    return .accept(
      Delta(
        facts: [.creatorPaid(paid.fact)], transactions: [paid.transaction], rows: [paid.carry],
        texts: texts.all))
  }
}
