import Ledger
package import Monetization
import Money

/// What a user has and had.
package struct WalletSummary: Equatable, Sendable {
  package let balance: Int64
  /// What is owed after a claw-back, as a positive number.
  package let debt: Int64
  /// From the projections: soon after the balance, and not with it while they are rebuilt.
  package let total: UserTotal
  /// Spent on the UTC day of the question.
  package let spentToday: Int64
}

extension Platform {
  /// A user's wallet as last committed.
  ///
  /// - Throws: ``StoreError``.
  package func wallet(of user: UserID) async throws(StoreError) -> WalletSummary {
    let total = try await readProjections(as: .money) { (projections) throws(StoreError) in
      try projections.totals(of: user)
    }
    let owner = OwnerID(user)
    let state = try await state(of: [owner], as: .money)
    let wallet = state.account(AccountKey(owner, .wallet, .coin))
    let debt = state.account(AccountKey(owner, .debt, .coin)).balance
    return WalletSummary(
      balance: wallet.balance, debt: abs(debt), total: total,
      spentToday: wallet.spent(on: clock.now().day))
  }
}
