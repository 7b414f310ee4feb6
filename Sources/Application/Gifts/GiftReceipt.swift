package import Ledger
package import Monetization
import Money

/// What a sender is told of a sent gift, from the journal entry alone.
///
/// A replay reads the same entry, so it tells the same, whatever happened since.
package struct GiftReceipt: Equatable, Sendable {
  package let sent: SentGift
  /// The sender's wallet right after the gift.
  package let balance: Int64
  package let sentAt: Timestamp

  /// The receipt of an entry; nil when it is not that of a gift.
  package init?(_ entry: JournalEntry) {
    guard let sent = entry.sentGift, let balance = entry.balance(of: sent.sender, .wallet) else {
      return nil
    }
    self.sent = sent
    self.balance = balance
    sentAt = entry.stamp.time
  }
}
