package import Money

/// The fields of a coin package that are set; every other field stays as it is.
package struct PackageChanges: Equatable, Sendable {
  package var name: String?
  package var description: String?
  package var icon = FieldChange<String>.keep
  package var coins: Coins?
  package var bonusCoins: Coins?
  package var isFirstPurchaseBonus: Bool?
  package var promotion = FieldChange<Promotion>.keep
  package var price: Money?
  /// All of them: the list is one field.
  package var localPrices: [LocalPrice]?
  package var isActive: Bool?
  package var isFeatured: Bool?
  package var sortOrder: Int64?

  /// No field.
  package init() {}

  /// Every field, as a whole document sets it.
  package init(_ coinPackage: CoinPackage) {
    name = coinPackage.name
    description = coinPackage.description
    icon = .set(coinPackage.icon)
    coins = coinPackage.coins
    bonusCoins = coinPackage.bonusCoins
    isFirstPurchaseBonus = coinPackage.isFirstPurchaseBonus
    promotion = .set(coinPackage.promotion)
    price = coinPackage.price
    localPrices = coinPackage.localPrices
    isActive = coinPackage.isActive
    isFeatured = coinPackage.isFeatured
    sortOrder = coinPackage.sortOrder
  }

  /// The package after the edit.
  func applied(to coinPackage: CoinPackage) -> CoinPackage {
    var after = coinPackage
    after.name = name ?? coinPackage.name
    after.description = description ?? coinPackage.description
    after.icon = icon.applied(to: coinPackage.icon)
    after.coins = coins ?? coinPackage.coins
    after.bonusCoins = bonusCoins ?? coinPackage.bonusCoins
    after.isFirstPurchaseBonus = isFirstPurchaseBonus ?? coinPackage.isFirstPurchaseBonus
    after.promotion = promotion.applied(to: coinPackage.promotion)
    after.price = price ?? coinPackage.price
    after.localPrices = localPrices ?? coinPackage.localPrices
    after.isActive = isActive ?? coinPackage.isActive
    after.isFeatured = isFeatured ?? coinPackage.isFeatured
    after.sortOrder = sortOrder ?? coinPackage.sortOrder
    return after
  }
}
