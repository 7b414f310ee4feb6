package import Ledger
package import Monetization
import Money

/// What a sender is told of a sent gift, from the journal entry alone.
///
/// A replay reads the same entry, so it tells the same, whatever happened since.
package struct GiftReceipt: Equatable, Sendable {
  package let sent: GiftSent
  /// The sender's wallet right after the gift.
  package let balance: Int64
  package let sentAt: Timestamp

  /// The receipt of an entry; nil when it is not that of a gift.
  package init?(_ entry: JournalEntry) {
    for fact in entry.facts {
      guard case .giftSent(let sent) = fact else { continue }
      let wallet = AccountKey(OwnerID(sent.sender), .wallet, .coin)
      let postings = entry.transactions.first { $0.id == sent.transaction }?.postings
      guard let paid = postings?.last(where: { $0.account == wallet }) else { return nil }
      self.sent = sent
      balance = paid.after.balance
      sentAt = entry.stamp.time
      return
    }
    return nil
  }
}
