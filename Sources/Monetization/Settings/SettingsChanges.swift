package import Money

/// The fields of the settings that are set; every other field stays as it is.
package struct SettingsChanges: Equatable, Sendable {
  package var preset: String?
  package var coin = Coin()
  /// All rules at once.
  package var splits: SplitRules?
  /// What the platform keeps of single sources; it comes after ``splits``.
  package var commissions: [EarningSource: BasisPoints] = [:]
  package var gifts = Gifts()
  package var likes = Likes()
  package var withdrawals = Withdrawals()
  package var tips = TipSettings.Changes()

  /// Fields of ``CoinSettings``.
  package struct Coin: Equatable, Sendable {
    package var name: String?
    package var currency: Currency?
    package var value: Rate?
    /// One coin pays out as this many rupees: sets currency and value, after those.
    package var rupees: Rate?
    package var unitPrice = FieldChange<Rate>.keep
  }

  /// Fields of ``GiftSettings``.
  package struct Gifts: Equatable, Sendable {
    package var sendsPerSecond: Int64?
    package var sendsBurst: Int64?
    package var dailySpendingLimit = FieldChange<Int64>.keep
  }

  /// Fields of ``LikeSettings``.
  package struct Likes: Equatable, Sendable {
    package var tipsCreator: Bool?
    package var tipAmount: Int64?
  }

  /// Fields of ``WithdrawalSettings``.
  package struct Withdrawals: Equatable, Sendable {
    package var payoutUnit: AmountUnit?
    /// In the payout unit.
    package var minimum: Int64?
    package var processingDays: Int64?
  }

  /// No field.
  package init() {}

  /// Every field but the version, as a whole document sets it.
  package init(_ settings: Settings) {
    preset = settings.preset
    coin.name = settings.coin.name
    coin.currency = settings.coin.currency
    coin.value = settings.coin.value
    coin.unitPrice = .set(settings.coin.unitPrice)
    splits = settings.splits
    gifts.sendsPerSecond = settings.gifts.sendsPerSecond
    gifts.sendsBurst = settings.gifts.sendsBurst
    gifts.dailySpendingLimit = .set(settings.gifts.dailySpendingLimit)
    likes.tipsCreator = settings.likes.tipsCreator
    likes.tipAmount = settings.likes.tipAmount
    withdrawals.payoutUnit = settings.withdrawals.payoutUnit
    withdrawals.minimum = settings.withdrawals.minimum
    withdrawals.processingDays = settings.withdrawals.processingDays
    tips = TipSettings.Changes(settings.tips)
  }

  /// The settings after the edit, still of the same version.
  func applied(to settings: Settings) -> Settings {
    var after = settings
    after.preset = preset ?? settings.preset
    coin.apply(to: &after.coin)
    after.splits = splits ?? settings.splits
    for (source, share) in commissions { after.splits.setCommission(share, of: source) }
    gifts.apply(to: &after.gifts)
    likes.apply(to: &after.likes)
    withdrawals.apply(to: &after.withdrawals)
    after.tips = tips.applied(to: settings.tips)
    return after
  }
}

extension SettingsChanges.Coin {
  fileprivate func apply(to coin: inout CoinSettings) {
    coin.name = name ?? coin.name
    coin.currency = currency ?? coin.currency
    coin.value = value ?? coin.value
    if let rupees { coin.setRupees(rupees) }
    coin.unitPrice = unitPrice.applied(to: coin.unitPrice)
  }
}

extension SettingsChanges.Gifts {
  fileprivate func apply(to gifts: inout GiftSettings) {
    gifts.sendsPerSecond = sendsPerSecond ?? gifts.sendsPerSecond
    gifts.sendsBurst = sendsBurst ?? gifts.sendsBurst
    gifts.dailySpendingLimit = dailySpendingLimit.applied(to: gifts.dailySpendingLimit)
  }
}

extension SettingsChanges.Likes {
  fileprivate func apply(to likes: inout LikeSettings) {
    likes.tipsCreator = tipsCreator ?? likes.tipsCreator
    likes.tipAmount = tipAmount ?? likes.tipAmount
  }
}

extension SettingsChanges.Withdrawals {
  fileprivate func apply(to withdrawals: inout WithdrawalSettings) {
    withdrawals.payoutUnit = payoutUnit ?? withdrawals.payoutUnit
    withdrawals.minimum = minimum ?? withdrawals.minimum
    withdrawals.processingDays = processingDays ?? withdrawals.processingDays
  }
}
