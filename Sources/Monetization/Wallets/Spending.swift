import Ledger
import Money

/// Why a user may not spend these coins now; nil when they may.
///
/// The limit is the lower of the user's own and the platform's, counted per UTC day.
func spendingRefusal(
  of user: User, spending coins: Coins, in state: State, at moment: Moment
) -> Refusal? {
  let wallet = state.account(AccountKey(OwnerID(user.id), .wallet, .coin))
  let limits = [user.dailySpendingLimit, state.settings.gifts.dailySpendingLimit]
  if let limit = limits.compactMap(\.self).min() {
    let spent = wallet.spent(on: moment.time.day)
    guard coins.count <= limit - spent else {
      return .spendingLimit(limit: limit, left: max(0, limit - spent))
    }
  }
  guard coins.count <= wallet.balance else {
    return .insufficientBalance(required: coins.count, balance: wallet.balance)
  }
  return nil
}

extension State {
  /// Whether every account can take its movements, one after the other.
  func canTake(_ movements: [Movement]) -> Bool {
    for (index, movement) in movements.enumerated() {
      let before = movements[..<index].filter { $0.account == movement.account }
      var account = account(movement.account)
      guard !before.isEmpty else {
        guard account.canTake(movement.quantity) else { return false }
        continue
      }
      for earlier in before {
        _ = account.post(
          earlier.quantity, line: earlier.line, at: account.last, stamp: account.lastStamp)
      }
      guard account.canTake(movement.quantity) else { return false }
    }
    return true
  }
}
