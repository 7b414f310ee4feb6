import Ledger
import Money

extension Purchase {
  /// The purchase after its money was taken.
  func completed(by payment: GatewayReport.Payment, at moment: Moment) -> Purchase {
    var completed = self
    completed.status = .completed
    completed.method = payment.method
    completed.gatewayTransaction = payment.transaction
    completed.failureReason = nil
    completed.updatedAt = moment.time
    return completed
  }

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
