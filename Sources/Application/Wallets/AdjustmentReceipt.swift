package import Ledger
package import Monetization
import Money

/// A correction that an admin asks for.
package struct Adjustment: Equatable, Sendable {
  /// The integrator's own id of the user.
  package let userID: String
  /// To add, or to take when negative.
  package let coins: Int64
  /// Kept beside the journal.
  package let reason: String
  /// Kept beside the journal, behind the reason.
  package let metadata: Metadata?

  package init(userID: String, coins: Int64, reason: String, metadata: Metadata?) {
    self.userID = userID
    self.coins = coins
    self.reason = reason
    self.metadata = metadata
  }

  /// Everything in it makes another request.
  package func add(to fingerprint: inout Fingerprint) {
    fingerprint.add(userID)
    fingerprint.add(coins)
    fingerprint.add(reason)
    fingerprint.add(metadata)
  }
}

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
  ///   - adjustment: What is corrected, and why.
  ///   - caller: Who corrects.
  ///   - idempotency: The key that a retry would carry again.
  /// - Returns: The result.
  /// - Throws: ``UseCaseError``.
  package func adjustWallet(
    by adjustment: Adjustment, caller: Caller, idempotency: CommandRequest.Idempotency?
  ) async throws(UseCaseError) -> (Accepted<WalletAdjusted>, AdjustmentReceipt) {
    let person = try await found(
      .user, await directory.person(named: adjustment.userID))
    var command = AdjustWallet(
      user: person.user.id, quantity: adjustment.coins, reason: adjustment.reason)
    command.metadata = adjustment.metadata
    let accepted = try await perform(
      command, by: caller, idempotency: idempotency)
    guard let receipt = accepted.entry.flatMap({ AdjustmentReceipt($0) }) else {
      throw .engine(.storageUnavailable)
    }
    return (accepted, receipt)
  }
}
