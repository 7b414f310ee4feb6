import Ledger
import Monetization
import Money

/// A purchase whose coins are in the wallet.
struct PurchaseCompleted: Equatable, Sendable {
  let purchase: PurchaseID
  let coins: Coins
  let bonusCoins: Coins
  /// The wallet after it; nil when the same entry moved no wallet.
  let newBalance: Int64?
}
