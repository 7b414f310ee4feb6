package import Monetization

extension Platform {
  /// Every coin package, in the order in which it is shown; retired ones included.
  ///
  /// - Throws: ``StoreError``.
  package func packageCatalog() async throws(StoreError) -> [CoinPackage] {
    let page = try await page(of: Listing(.packages), before: nil, limit: Catalog.itemsMax) {
      state, owner in state.packages[owner]
    }
    return page.items.sorted { ($0.sortOrder, $0.id) < ($1.sortOrder, $1.id) }
  }
}
