import Application
import Ledger
import Monetization
import Money

/// Rows after edits: field by field, as specified and not as the rules do it.
extension NaiveModel {
  func edited(_ before: Gift?, as id: GiftID, by changes: GiftChanges) -> Gift {
    var gift =
      before
      ?? Gift(
        id: id,
        appearance: GiftAppearance(
          name: "", description: "", category: .emoji, rarity: .common),
        coinPrice: Coins(0))
    if let name = changes.name { gift.appearance.name = name }
    if let description = changes.description { gift.appearance.description = description }
    if let category = changes.category { gift.appearance.category = category }
    if let rarity = changes.rarity { gift.appearance.rarity = rarity }
    if case .set(let address) = changes.imageURL { gift.appearance.imageURL = address }
    if case .set(let address) = changes.animationURL { gift.appearance.animationURL = address }
    if case .set(let address) = changes.thumbnailURL { gift.appearance.thumbnailURL = address }
    if let price = changes.coinPrice { gift.coinPrice = price }
    if case .set(let cents) = changes.usdCents { gift.usdCents = cents }
    if let isActive = changes.isActive { gift.isActive = isActive }
    if let isFeatured = changes.isFeatured { gift.isFeatured = isFeatured }
    if case .set(let stock) = changes.remaining { gift.remaining = stock }
    if let sortOrder = changes.sortOrder { gift.sortOrder = sortOrder }
    return gift
  }

  func edited(
    _ before: CoinPackage?, as id: PackageID, by changes: PackageChanges
  ) -> CoinPackage {
    var edited =
      before
      ?? CoinPackage(
        id: id, name: "", coins: Coins(0), price: Money(minorUnits: 0, currency: .usd))
    if let name = changes.name { edited.name = name }
    if let description = changes.description { edited.description = description }
    if case .set(let icon) = changes.icon { edited.icon = icon }
    if let coins = changes.coins { edited.coins = coins }
    if let bonus = changes.bonusCoins { edited.bonusCoins = bonus }
    if let isFirst = changes.isFirstPurchaseBonus { edited.isFirstPurchaseBonus = isFirst }
    if case .set(let promotion) = changes.promotion { edited.promotion = promotion }
    if let price = changes.price { edited.price = price }
    if let prices = changes.localPrices { edited.localPrices = prices }
    if let isActive = changes.isActive { edited.isActive = isActive }
    if let isFeatured = changes.isFeatured { edited.isFeatured = isFeatured }
    if let sortOrder = changes.sortOrder { edited.sortOrder = sortOrder }
    return edited
  }

  /// The fields that the workload edits, on top of whole documents.
  func edited(_ before: Settings, by changes: SettingsChanges) -> Settings {
    var edited = before
    if let preset = changes.preset { edited.preset = preset }
    if let name = changes.coin.name { edited.coin.name = name }
    if let currency = changes.coin.currency { edited.coin.currency = currency }
    if let value = changes.coin.value { edited.coin.value = value }
    if case .set(let price) = changes.coin.unitPrice { edited.coin.unitPrice = price }
    if let splits = changes.splits.rules { edited.splits = splits }
    if let steady = changes.gifts.sendsPerSecond { edited.gifts.sendsPerSecond = steady }
    if let burst = changes.gifts.sendsBurst { edited.gifts.sendsBurst = burst }
    if case .set(let limit) = changes.gifts.dailySpendingLimit {
      edited.gifts.dailySpendingLimit = limit
    }
    if let isTip = changes.likes.tipsCreator { edited.likes.tipsCreator = isTip }
    if let amount = changes.likes.tipAmount { edited.likes.tipAmount = amount }
    if let unit = changes.withdrawals.payoutUnit { edited.withdrawals.payoutUnit = unit }
    if let minimum = changes.withdrawals.minimum { edited.withdrawals.minimum = minimum }
    if let days = changes.withdrawals.processingDays {
      edited.withdrawals.processingDays = days
    }
    changes.tips.apply(to: &edited.tips)
    changes.mode.apply(to: &edited.mode)
    changes.coinNames.apply(to: &edited.coinNames)
    return edited
  }

  func edited(_ before: UserProfile, by changes: ProfileChanges) -> UserProfile {
    var edited = before
    if case .set(let name) = changes.username { edited.username = name }
    if case .set(let name) = changes.displayName { edited.displayName = name }
    if case .set(let address) = changes.avatarURL { edited.avatarURL = address }
    if case .set(let locale) = changes.locale { edited.locale = locale }
    if case .set(let country) = changes.country { edited.country = country }
    return edited
  }

  func edited(_ before: NaiveStream, by changes: StreamChanges) -> NaiveStream {
    var edited = before
    if let title = changes.title { edited.title = title }
    if case .set(let limit) = changes.viewersMax { edited.viewersMax = limit }
    if case .set(let time) = changes.scheduledAt { edited.scheduledAt = time }
    return edited
  }

  func predict(_ command: EditStream) -> Prediction {
    guard let stream = streams[command.stream] else { return .refuse(.notFound(.stream)) }
    if let asker = command.creator, asker != stream.creator {
      return .refuse(.notFound(.stream))
    }
    if stream.status == .ended || stream.status == .cancelled {
      return .refuse(.stream(.alreadyEnded))
    }
    let after = edited(stream, by: command.changes)
    if let limit = after.viewersMax, limit <= 0 {
      return .refuse(.stream(.viewersOutOfBounds))
    }
    if after == stream { return .unchanged }
    return .accept(
      Expectation(facts: [[20, command.stream.rawValue]]))
  }

  /// Whether the row of a condition is of a version that it names, or is not there.
  func allows(_ condition: RowCondition?) -> Bool {
    guard let condition else { return true }
    guard let version = version(condition.tag, of: condition.owner) else { return true }
    return condition.versions.contains(version)
  }

  /// The version of a row that the model knows as a whole; nil for any other.
  func version(_ tag: RowTag, of owner: OwnerID) -> String? {
    switch tag {
    case .gift: gifts[GiftID(owner.rawValue)].map { RowCondition.version(of: $0) }
    case .package: packages[PackageID(owner.rawValue)].map { RowCondition.version(of: $0) }
    case .settings: RowCondition.version(of: settings)
    default: nil
    }
  }
}
