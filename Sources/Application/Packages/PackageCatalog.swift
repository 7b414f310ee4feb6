import Ledger
package import Monetization

extension Platform {
  /// The coin packages on sale, as strangers see them.
  ///
  /// - Throws: ``StoreError``.
  package func packagesOnSale() async throws(StoreError) -> [CoinPackage] {
    try await packageCatalog(as: .anybody).filter(\.isActive)
  }

  /// Whether somebody has ever paid for coins: a bonus for the first purchase is not for them.
  ///
  /// - Throws: ``StoreError``.
  package func hasBought(_ user: UserID) async throws(StoreError) -> Bool {
    let owner = OwnerID(user)
    return try await state(of: [owner], as: .own).buyers[owner] != nil
  }

  /// Every coin package, in the order in which it is shown; retired ones included.
  ///
  /// - Parameter reader: Who looks.
  /// - Returns: The packages.
  /// - Throws: ``StoreError``.
  package func packageCatalog(
    as reader: ReaderClass
  ) async throws(StoreError) -> [CoinPackage] {
    let page = try await page(
      of: Listing(.packages), before: nil, limit: Catalog.itemsMax, as: reader
    ) { state, owner in
      state.packages[owner]
    }
    return page.items.sorted { ($0.sortOrder, $0.id) < ($1.sortOrder, $1.id) }
  }
}
