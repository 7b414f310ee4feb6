import JSON
import Monetization
import Money

extension ObjectReader {
  /// What an admin says about the settings.
  mutating func settingsChanges() -> SettingsChanges {
    var changes = SettingsChanges()
    for section in FeatureTable.settings { section.read(&self, &changes) }
    return changes
  }

  /// An exact decimal factor that may be absent, written as a text.
  fileprivate mutating func optionalRate(_ name: String) -> Rate? {
    optionalParsed(name, 1...24, expected: "a decimal such as \"1.0\", at most 8 decimals") {
      Rate(decimal: $0)
    }
  }
}

extension CoinSettings: SettingsFields {
  static func changes(in body: inout ObjectReader) -> Changes {
    var changes = Changes()
    changes.name = body.optionalVisibleText("coinName", 1...32)
    changes.rupees = body.optionalRate("coinsToInrRate")
    changes.value = body.optionalRate("coinValue")
    changes.unitPrice = body.change("coinUnitPrice") { $0.optionalRate($1) }
    return changes
  }

  func write(into object: inout ObjectWriter) {
    object.field("coinsToInrRate", currency == .inr ? value.decimal : nil)
    object.field("coinName", name)
    object.field("coinCurrency", currency.code)
    object.field("coinValue", value.decimal)
    object.field("coinUnitPrice", unitPrice?.decimal)
  }
}

extension GiftSettings: SettingsFields {
  static func changes(in body: inout ObjectReader) -> Changes {
    var changes = Changes()
    changes.sendsPerSecond = body.optionalInteger("giftSendsPerSecond", 1...sendsMax)
    changes.sendsBurst = body.optionalInteger("giftSendsBurst", 1...sendsMax)
    changes.dailySpendingLimit = body.change("dailySpendingLimit") {
      $0.optionalInteger($1, 0...ObjectReader.safeIntegers.upperBound)
    }
    if let rate = changes.sendsPerSecond, let burst = changes.sendsBurst, burst < rate {
      body.violate("giftSendsBurst", "The burst is at least the sends per second.")
    }
    return changes
  }

  func write(into object: inout ObjectWriter) {
    object.field("giftSendsPerSecond", sendsPerSecond)
    object.field("giftSendsBurst", sendsBurst)
    object.field("dailySpendingLimit", dailySpendingLimit)
  }
}

extension LikeSettings: SettingsFields {
  static func changes(in body: inout ObjectReader) -> Changes {
    var changes = Changes()
    changes.tipAmount = body.optionalInteger("likeTipAmount", 0...Amount.operationMax)
    changes.tipsCreator = body.optionalBool("likeTipEnabled")
    return changes
  }

  func write(into object: inout ObjectWriter) {
    object.field("likeTipAmount", tipAmount)
    object.field("likeTipEnabled", tipsCreator)
  }
}

extension WithdrawalSettings: SettingsFields {
  static func changes(in body: inout ObjectReader) -> Changes {
    var changes = Changes()
    changes.payoutUnit = body.optionalParsed(
      "payoutUnit", 3...4, expected: "coin or a currency"
    ) { AmountUnit(name: $0) }
    changes.minimum = body.optionalInteger("minimumWithdrawal", 0...Amount.operationMax)
    changes.processingDays = body.optionalInteger("withdrawalProcessingDays", 0...365)
    return changes
  }

  func write(into object: inout ObjectWriter) {
    object.field("payoutUnit", payoutUnit.name)
    object.field("minimumWithdrawal", minimum)
    object.field("withdrawalProcessingDays", processingDays)
  }
}

extension CoinNames: SettingsFields {
  static func changes(in body: inout ObjectReader) -> Changes {
    var changes = Changes()
    changes.other = body.change("coinNamePlural") { $0.optionalVisibleText($1, 1...32) }
    changes.few = body.change("coinNameFew") { $0.optionalVisibleText($1, 1...32) }
    changes.many = body.change("coinNameMany") { $0.optionalVisibleText($1, 1...32) }
    return changes
  }

  func write(into object: inout ObjectWriter) {
    object.field("coinNamePlural", other)
    object.field("coinNameFew", few)
    object.field("coinNameMany", many)
  }
}

extension ModeSettings: SettingsFields {
  /// An admin says nothing about the mode: it was set when the database began.
  static func changes(in body: inout ObjectReader) -> Changes { Changes() }

  func write(into object: inout ObjectWriter) {
    object.field("mode", isReal ? "live" : "test")
  }
}
