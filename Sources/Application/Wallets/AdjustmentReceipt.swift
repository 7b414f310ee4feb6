package import Ledger
package import Monetization
import Money

/// What an admin is told of a correction, from the journal entry alone.
package struct AdjustmentReceipt: Equatable, Sendable {
  package let transaction: TransactionID
  /// Coins that were added, or taken when negative.
  package let quantity: Int64
  /// The wallet right after it.
  package let balance: Int64
  package let adjustedAt: Timestamp

  /// The receipt of an entry; nil when it is not that of a correction.
  init?(_ entry: JournalEntry) {
    guard let made = entry.transactions.first,
      let posting = made.postings.first(where: { $0.account.kind == .wallet })
    else { return nil }
    transaction = made.id
    quantity = posting.quantity
    balance = posting.after.balance
    adjustedAt = entry.stamp.time
  }
}

extension Platform {
  /// Corrects a wallet.
  ///
  /// - Parameters:
  ///   - externalID: The integrator's own id of the user.
  ///   - coins: To add, or to take when negative.
  ///   - reason: Kept beside the journal.
  ///   - caller: Who corrects.
  ///   - idempotency: The key that a retry would carry again.
  /// - Returns: What became of it.
  /// - Throws: ``UseCaseError``.
  package func adjustWallet(
    of externalID: String, by coins: Int64, because reason: String, caller: Caller,
    idempotency: CommandRequest.Idempotency?
  ) async throws(UseCaseError) -> (Accepted<WalletAdjusted>, AdjustmentReceipt) {
    let user = try await found(.user, await directory.person(externalID: externalID)).user.id
    let command = AdjustWallet(user: user, quantity: coins, reason: reason)
    let accepted = try await perform(
      command, by: caller, idempotency: idempotency)
    guard let receipt = accepted.entry.flatMap({ AdjustmentReceipt($0) }) else {
      throw .engine(.storageUnavailable)
    }
    return (accepted, receipt)
  }
}
