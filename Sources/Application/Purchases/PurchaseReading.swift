import Ledger
package import Monetization

extension Platform {
  /// A purchase of a user's.
  ///
  /// - Throws: ``UseCaseError``; somebody else's purchase is refused as not found.
  package func purchase(
    _ id: PurchaseID, of user: UserID
  ) async throws(UseCaseError) -> Purchase {
    let owner = OwnerID(id)
    let found = try await reading(await state(of: [owner])).purchases[owner]
    guard let found, found.user == user else { throw .refused(.notFound(.purchase)) }
    return found
  }

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
