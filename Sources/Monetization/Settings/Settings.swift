package import Ledger
package import Money

/// The split rule of every source of earnings.
package struct SplitRules: Equatable, Sendable {
  package var gift: SplitRule
  package var tip: SplitRule
  package var like: SplitRule
  package var ticket: SplitRule
  package var call: SplitRule
  package var viewing: SplitRule

  /// The same rule for every source.
  package init(all rule: SplitRule) {
    gift = rule
    tip = rule
    like = rule
    ticket = rule
    call = rule
    viewing = rule
  }

  /// Replaces the rule of one source.
  mutating func set(_ rule: SplitRule, for source: EarningSource) {
    switch source {
    case .gift: gift = rule
    case .tip: tip = rule
    case .like: like = rule
    case .ticket: ticket = rule
    case .call: call = rule
    case .viewing: viewing = rule
    }
  }

  /// The rule of one source.
  package func rule(for source: EarningSource) -> SplitRule {
    switch source {
    case .gift: gift
    case .tip: tip
    case .like: like
    case .ticket: ticket
    case .call: call
    case .viewing: viewing
    }
  }
}

/// What holds for sending gifts.
package struct GiftSettings: Equatable, Sendable {
  /// Steady sends per second and sender.
  package var sendsPerSecond: Int64
  /// Sends that one sender may make at once.
  package var sendsBurst: Int64
  /// Coins that anybody may spend in one UTC day; nil for no limit.
  package var dailySpendingLimit: Int64?

  /// The most sends that a limit may allow, at once and per second.
  package static let sendsMax: Int64 = 1_000_000

  package init(sendsPerSecond: Int64, sendsBurst: Int64, dailySpendingLimit: Int64?) {
    self.sendsPerSecond = sendsPerSecond
    self.sendsBurst = sendsBurst
    self.dailySpendingLimit = dailySpendingLimit
  }
}

/// What holds for turning earnings into money.
package struct WithdrawalSettings: Equatable, Sendable {
  /// The unit that earnings are shown and paid out in by default.
  package var payoutUnit: AmountUnit
  /// In ``payoutUnit``.
  package var minimum: Int64
  package var processingDays: Int64

  package init(payoutUnit: AmountUnit, minimum: Int64, processingDays: Int64) {
    self.payoutUnit = payoutUnit
    self.minimum = minimum
    self.processingDays = processingDays
  }
}

/// What a coin is worth and costs.
package struct CoinSettings: Equatable, Sendable {
  /// What coins are called, in the singular.
  package var name: String
  /// The currency of ``value`` and ``unitPrice``.
  package var currency: Currency
  /// The money that one coin pays out, in major units of the currency.
  package var value: Rate
  /// The price of one coin bought as a custom amount, in minor units; nil when none are sold.
  package var unitPrice: Rate?

  package init(name: String, currency: Currency, value: Rate, unitPrice: Rate?) {
    self.name = name
    self.currency = currency
    self.value = value
    self.unitPrice = unitPrice
  }
}

/// What holds for likes that tip.
package struct LikeSettings: Equatable, Sendable {
  package var tipsCreator: Bool
  /// Coins per like.
  package var tipAmount: Int64

  package init(tipsCreator: Bool, tipAmount: Int64) {
    self.tipsCreator = tipsCreator
    self.tipAmount = tipAmount
  }
}

/// The one document that says how the platform's economy works.
///
/// Every save makes the next version; a change holds for operations after it.
package struct Settings: StoredRow {
  package static let tag = RowTag.settings
  /// Version 1 has the split rules of six sources in a fixed order, version 2 no tips.
  package static let version: UInt8 = 3

  /// 0 before the first save, then one more with each.
  package var version: Int64
  package var preset: String
  package var coin: CoinSettings
  package var splits: SplitRules
  package var gifts: GiftSettings
  package var likes: LikeSettings
  package var withdrawals: WithdrawalSettings
  package var tips = TipSettings.initial

  package init(
    preset: String, coin: CoinSettings, splits: SplitRules, gifts: GiftSettings,
    likes: LikeSettings, withdrawals: WithdrawalSettings
  ) {
    version = 0
    self.preset = preset
    self.coin = coin
    self.splits = splits
    self.gifts = gifts
    self.likes = likes
    self.withdrawals = withdrawals
  }

  package var key: OwnerID { .global }

  package func encodeFields(into writer: inout ByteWriter) {
    writer.write(version)
    writer.write(preset)
    coin.encode(into: &writer)
    splits.encode(into: &writer)
    writer.write(gifts.sendsPerSecond)
    writer.write(gifts.sendsBurst)
    writer.write(gifts.dailySpendingLimit)
    writer.write(likes.tipsCreator)
    writer.write(likes.tipAmount)
    writer.write(UInt64(withdrawals.payoutUnit.rawValue))
    writer.write(withdrawals.minimum)
    writer.write(withdrawals.processingDays)
    tips.encode(into: &writer)
  }

  package init(
    of key: OwnerID, fields reader: inout ByteReader, version: UInt8
  ) throws(DecodingFault) {
    self.version = try reader.integer()
    preset = try reader.text()
    coin = try CoinSettings(from: &reader)
    splits = try SplitRules(from: &reader, version: version)
    gifts = GiftSettings(
      sendsPerSecond: try reader.integer(), sendsBurst: try reader.integer(),
      dailySpendingLimit: try reader.optionalInteger())
    likes = LikeSettings(tipsCreator: try reader.bool(), tipAmount: try reader.integer())
    let unitNumber = try reader.unsigned()
    guard let unit = UInt16(exactly: unitNumber).flatMap(AmountUnit.init(rawValue:)) else {
      throw .unknownCase("unit", unitNumber)
    }
    withdrawals = WithdrawalSettings(
      payoutUnit: unit, minimum: try reader.integer(), processingDays: try reader.integer())
    if version > 2 { tips = try TipSettings(from: &reader) }
  }
}
