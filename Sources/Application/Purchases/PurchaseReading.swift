import Ledger
package import Monetization

extension Platform {
  /// One page of purchases, newest first.
  ///
  /// - Parameters:
  ///   - user: Whose; nil for everybody's.
  ///   - before: The last purchase of the page before; nil for the newest.
  ///   - limit: At most this many.
  /// - Returns: The purchases as last committed.
  /// - Throws: ``StoreError``.
  package func purchases(
    of user: UserID?, before: PurchaseID?, limit: Int
  ) async throws(StoreError) -> Page<Purchase> {
    let list =
      user.map { Listing(.purchasesByUser, group: $0.rawValue) } ?? Listing(.purchases)
    return try await page(of: list, before: before.map { OwnerID($0) }, limit: limit) {
      state, owner in
      state.purchases[owner]
    }
  }
}
