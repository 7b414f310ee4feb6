import Ledger
import Money

extension Purchase {
  /// The purchase after its money was taken, with the offer that is credited.
  ///
  /// A bonus for the first purchase lapses when another one was paid before: `buyer` is nil as
  /// long as nothing of theirs was.
  func completed(
    by payment: GatewayReport.Payment, of buyer: Buyer?, at moment: Moment
  ) -> Purchase {
    var completed = self
    if offer.isFirstPurchaseBonus, buyer != nil { completed.offer = offer.withoutBonus }
    completed.status = .completed
    completed.method = payment.method
    completed.gatewayTransaction = payment.transaction
    completed.isPaymentClaimed = true
    completed.failureReason = nil
    completed.updatedAt = moment.time
    return completed
  }

  /// What makes the payer a buyer; nothing when they are one.
  func becoming(_ buyer: Buyer?) -> [RowChange] {
    buyer == nil ? [.buyer(Buyer(user: user, firstPurchase: id))] : []
  }

  /// What keeps the payment from being credited for another order.
  var claimingPayment: [RowChange] { claimedPayment.map { [.name($0, OwnerID(id))] } ?? [] }

  /// Coins and bonus into the wallet, and the money leg with what the gateway keeps.
  func movements(paidBy payment: GatewayReport.Payment, at moment: Moment) -> [Movement] {
    let wallet = AccountKey(OwnerID(user), .wallet, .coin)
    let unit = AmountUnit(payment.amount.currency)
    let coins = offer.coins.count
    let bonus = offer.bonusCoins.count
    let amount = payment.amount.minorUnits
    let fee = payment.fee.minorUnits
    let all = [
      Movement(AccountKey(moment.platform, .issued, .coin), .counterpart, -coins),
      Movement(wallet, .purchase, coins),
      Movement(AccountKey(moment.platform, .promotion, .coin), .counterpart, -bonus),
      Movement(wallet, .bonus, bonus),
      Movement(
        AccountKey(moment.platform, gateway.clearingAccount, unit), .counterpart, amount - fee),
      Movement(AccountKey(moment.platform, .gatewayFees, unit), .counterpart, fee),
      Movement(AccountKey(moment.platform, .sales, unit), .counterpart, -amount),
    ]
    return all.filter { $0.quantity != 0 }
  }
}
