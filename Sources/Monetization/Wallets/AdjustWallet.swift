import Ledger
import Money

/// An admin corrects a wallet, with a reason.
package struct AdjustWallet: Rule {
  package typealias Made = WalletAdjusted

  package let user: UserID
  /// Coins to add, or to take when negative; never 0.
  package let quantity: Int64
  package let reason: String
  package var metadata: Metadata?

  package init(user: UserID, quantity: Int64, reason: String) {
    self.user = user
    self.quantity = quantity
    self.reason = reason
  }

  package var command: Command { .adjustWallet(self) }

  /// What the rules read.
  package var footprint: Footprint { Footprint(owners: [OwnerID(user)]) }

  package func decide(in state: State, at moment: Moment) -> Decision {
    guard state.users[OwnerID(user)] != nil else { return .refuse(.notFound(.user)) }
    guard quantity != 0, quantity.magnitude <= Amount.operationMax.magnitude else {
      return .refuse(.wallet(.amountOutOfBounds))
    }
    let wallet = AccountKey(OwnerID(user), .wallet, .coin)
    let balance = state.account(wallet).balance
    guard balance + quantity >= 0 else {
      return .refuse(.wallet(.insufficientBalance(required: -quantity, balance: balance)))
    }
    let movements = [
      Movement(wallet, .adminAdjustment, quantity),
      Movement(AccountKey(moment.platform, .adjustment, .coin), .counterpart, -quantity),
    ]
    guard state.canTake(movements) else { return .refuse(.wallet(.amountOutOfBounds)) }
    let draft = TransactionDraft(
      id: TransactionID(moment.stamp.rawValue), kind: .adjustment, reference: OwnerID(user),
      movements: movements)
    return .accept(
      Delta(
        facts: [.walletAdjusted(WalletAdjusted(user, quantity: quantity))], transactions: [draft],
        texts: [reason] + (metadata.map { [$0.text] } ?? [])))
  }
}
