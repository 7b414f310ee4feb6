/// Why a wallet cannot pay or be changed.
package enum WalletRefusal: FeatureRefusal {
  /// The wallet holds less than is needed, both in coins.
  case insufficientBalance(required: Int64, balance: Int64)
  /// The day's spending would exceed a limit; `left` coins may still be spent today.
  case spendingLimit(limit: Int64, left: Int64)
  /// An amount would leave the bounds of operations or balances.
  case amountOutOfBounds

  package var stored: StoredRefusal? {
    switch self {
    case .insufficientBalance(let required, let balance): StoredRefusal(1, required, balance)
    case .spendingLimit(let limit, let left): StoredRefusal(2, limit, left)
    case .amountOutOfBounds: StoredRefusal(3)
    }
  }

  package init?(_ stored: StoredRefusal) {
    switch (stored.number, stored.values.count) {
    case (1, 2):
      self = .insufficientBalance(required: stored.values[0], balance: stored.values[1])
    case (2, 2): self = .spendingLimit(limit: stored.values[0], left: stored.values[1])
    case (3, 0): self = .amountOutOfBounds
    default: return nil
    }
  }
}
