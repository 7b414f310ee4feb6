package import Money

/// The fields of a gift that are set; every other field stays as it is.
package struct GiftChanges: Equatable, Sendable {
  package var name: String?
  package var description: String?
  package var category: GiftCategory?
  package var rarity: GiftRarity?
  package var imageURL = FieldChange<String>.keep
  package var animationURL = FieldChange<String>.keep
  package var thumbnailURL = FieldChange<String>.keep
  package var coinPrice: Coins?
  /// In cents.
  package var usdCents = FieldChange<Int64>.keep
  package var isActive: Bool?
  package var isFeatured: Bool?
  package var remaining = FieldChange<Int64>.keep
  package var sortOrder: Int64?

  /// No field.
  package init() {}

  /// Every field, as a whole document sets it.
  package init(_ gift: Gift) {
    name = gift.appearance.name
    description = gift.appearance.description
    category = gift.appearance.category
    rarity = gift.appearance.rarity
    imageURL = .set(gift.appearance.imageURL)
    animationURL = .set(gift.appearance.animationURL)
    thumbnailURL = .set(gift.appearance.thumbnailURL)
    coinPrice = gift.coinPrice
    usdCents = .set(gift.usdCents)
    isActive = gift.isActive
    isFeatured = gift.isFeatured
    remaining = .set(gift.remaining)
    sortOrder = gift.sortOrder
  }

  /// The gift after the edit.
  package func applied(to gift: Gift) -> Gift {
    var after = gift
    after.appearance = applied(to: gift.appearance)
    after.coinPrice = coinPrice ?? gift.coinPrice
    after.usdCents = usdCents.applied(to: gift.usdCents)
    after.isActive = isActive ?? gift.isActive
    after.isFeatured = isFeatured ?? gift.isFeatured
    after.remaining = remaining.applied(to: gift.remaining)
    after.sortOrder = sortOrder ?? gift.sortOrder
    return after
  }

  private func applied(to appearance: GiftAppearance) -> GiftAppearance {
    var after = appearance
    after.name = name ?? appearance.name
    after.description = description ?? appearance.description
    after.category = category ?? appearance.category
    after.rarity = rarity ?? appearance.rarity
    after.imageURL = imageURL.applied(to: appearance.imageURL)
    after.animationURL = animationURL.applied(to: appearance.animationURL)
    after.thumbnailURL = thumbnailURL.applied(to: appearance.thumbnailURL)
    return after
  }
}
