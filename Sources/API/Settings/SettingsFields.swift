import JSON
import Monetization
import Money

extension ObjectReader {
  /// What an admin says about the settings.
  mutating func settingsChanges() -> SettingsChanges {
    var changes = SettingsChanges()
    changes.commissions = commissions()
    changes.coin.name = optionalString("coinName", 1...32)
    changes.coin.rupees = optionalRate("coinsToInrRate")
    changes.coin.value = optionalRate("coinValue")
    changes.coin.unitPrice = change("coinUnitPrice") { $0.optionalRate($1) }
    changes.withdrawals.payoutUnit = optionalParsed(
      "payoutUnit", 3...4, expected: "coin or a currency"
    ) { AmountUnit(name: $0) }
    changes.withdrawals.minimum = optionalInteger(
      "minimumWithdrawal", 0...Amount.operationMax)
    changes.withdrawals.processingDays = optionalInteger("withdrawalProcessingDays", 0...365)
    changes.likes.tipAmount = optionalInteger("likeTipAmount", 0...Amount.operationMax)
    changes.tips = tipChanges()
    changes.likes.tipsCreator = optionalBool("likeTipEnabled")
    changes.gifts.sendsPerSecond = optionalInteger("giftSendsPerSecond", 1...1_000_000)
    changes.gifts.sendsBurst = optionalInteger("giftSendsBurst", 1...1_000_000)
    changes.gifts.dailySpendingLimit = change("dailySpendingLimit") {
      $0.optionalInteger($1, 0...ObjectReader.safeIntegers.upperBound)
    }
    return changes
  }

  /// The platform's shares in basis points, of those sources that the body names.
  fileprivate mutating func commissions() -> [EarningSource: BasisPoints] {
    let names: [(String, EarningSource)] = [
      ("giftCommissionRate", .gift), ("tipCommissionRate", .tip), ("likeCommissionRate", .like),
      ("streamCommissionRate", .ticket), ("callCommissionRate", .call),
      ("viewingCommissionRate", .viewing),
    ]
    var shares: [EarningSource: BasisPoints] = [:]
    for (name, source) in names {
      guard let points = optionalInteger(name, 0...Int64(BasisPoints.whole)) else { continue }
      shares[source] = BasisPoints(rawValue: UInt16(points))
    }
    return shares
  }

  /// An exact decimal factor that may be absent, written as a text.
  fileprivate mutating func optionalRate(_ name: String) -> Rate? {
    optionalParsed(name, 1...24, expected: "a decimal such as \"1.0\", at most 8 decimals") {
      Rate(decimal: $0)
    }
  }
}
