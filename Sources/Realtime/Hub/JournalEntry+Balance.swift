import Ledger
import Monetization
import Money

extension JournalEntry {
  /// A person's balance after this entry; nil when it does not move the account.
  func balance(
    of user: UserID, _ kind: AccountKind, in unit: AmountUnit = .coin
  ) -> Int64? {
    let key = AccountKey(OwnerID(user), kind, unit)
    for transaction in transactions.reversed() {
      for posting in transaction.postings.reversed() where posting.account == key {
        return posting.after.balance
      }
    }
    return nil
  }
}
