import Ledger
import Money

/// Why a user may not spend these coins now; nil when they may.
///
/// The limit is the lower of the user's own and the platform's, counted per UTC day.
func spendingRefusal(
  of user: User, spending coins: Coins, in state: State, at moment: Moment
) -> Refusal? {
  let wallet = state.account(AccountKey(OwnerID(user.id), .wallet, .coin))
  let platformLimit = state.settings.gifts.dailySpendingLimit
  if let limit = least(user.dailySpendingLimit, platformLimit) {
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

/// The lesser of two limits, either of which may be absent.
private func least(_ one: Int64?, _ other: Int64?) -> Int64? {
  guard let one, let other else { return one ?? other }
  return min(one, other)
}

extension State {
  /// Whether every account can take its movements, one after the other.
  func canTake(_ movements: [Movement]) -> Bool {
    for (index, movement) in movements.enumerated() {
      var account = account(movement.account)
      for earlier in movements[..<index] where earlier.account == movement.account {
        _ = account.post(
          earlier.quantity, line: earlier.line, at: account.last, stamp: account.lastStamp)
      }
      guard account.canTake(movement.quantity) else { return false }
    }
    return true
  }
}
