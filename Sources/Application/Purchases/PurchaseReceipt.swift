import Ledger
package import Monetization
import Money

/// What a buyer is told of a new purchase, from the journal entry alone.
///
/// A replay reads the same entry, so it tells the same, whatever happened since.
package struct PurchaseReceipt: Equatable, Sendable {
  package let purchase: PurchaseID
  package let status: PurchaseStatus
  package let offer: PurchaseOffer
  /// The buyer's wallet right after it; nil when the entry moved no coins.
  package let balance: Int64?

  /// The receipt of an entry; nil when it is not that of a purchase.
  package init?(_ entry: JournalEntry) {
    for fact in entry.facts {
      guard case .purchaseChanged(let change) = fact else { continue }
      let wallet = AccountKey(OwnerID(change.user), .wallet, .coin)
      purchase = change.purchase
      status = change.status
      offer = change.offer
      balance =
        entry.transactions.flatMap(\.postings).last { $0.account == wallet }?.after.balance
      return
    }
    return nil
  }
}
