import Ledger
package import Monetization

/// A gift of the catalog with how often it was sent.
package struct CatalogGift: Equatable, Sendable {
  package let gift: Gift
  /// Quantities added up.
  package let usageCount: Int64
}

extension Platform {
  /// The whole catalog, in the order in which it is shown; retired gifts included.
  ///
  /// - Parameter reader: Who looks.
  /// - Returns: The gifts.
  /// - Throws: ``StoreError``.
  package func giftCatalog(
    as reader: ReaderClass
  ) async throws(StoreError) -> [CatalogGift] {
    let (owners, usage) = try await readProjections(as: reader) {
      (projections) throws(StoreError) in
      let owners = try projections.members(
        of: Listing(.gifts), before: nil, limit: Catalog.itemsMax)
      return (owners, try projections.giftUsage(of: owners.map { GiftID($0.rawValue) }))
    }
    let state = try await state(of: owners, as: reader)
    return owners.compactMap { state.gifts[$0] }
      .map { CatalogGift(gift: $0, usageCount: usage[$0.id] ?? 0) }
      .sorted { ($0.gift.sortOrder, $0.gift.id) < ($1.gift.sortOrder, $1.gift.id) }
  }
}

extension Platform {
  /// The gifts that can be sent, as strangers see them.
  ///
  /// - Parameters:
  ///   - category: nil for every category.
  ///   - rarity: nil for however rare.
  /// - Returns: The gifts, in the order in which they are shown.
  /// - Throws: ``StoreError``.
  package func giftsOnOffer(
    of category: GiftCategory?, _ rarity: GiftRarity?
  ) async throws(StoreError) -> [CatalogGift] {
    try await giftCatalog(as: .anybody).filter { item in
      let gift = item.gift
      return gift.isActive && category ?? gift.appearance.category == gift.appearance.category
        && rarity ?? gift.appearance.rarity == gift.appearance.rarity
    }
  }

  /// One gift of the catalog, retired or not; nil when there is none.
  ///
  /// - Throws: ``StoreError``.
  package func catalogGift(_ id: GiftID) async throws(StoreError) -> CatalogGift? {
    let usage = try await readProjections(as: .own) { (projections) throws(StoreError) in
      try projections.giftUsage(of: [id])
    }
    guard let gift = try await directory.gift(id) else { return nil }
    return CatalogGift(gift: gift, usageCount: usage[id] ?? 0)
  }
}

/// The bounds of catalogs, which are read as a whole.
package enum Catalog {
  /// Older items than these are no longer shown.
  package static let itemsMax = 1_000
}
