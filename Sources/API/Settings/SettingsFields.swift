import JSON
import Monetization
import Money

/// What an admin says about the settings; nil leaves them as they are.
struct SettingsFields: Sendable {
  /// The version that the change was made from.
  let version: Int64?
  private let commissions: [EarningSource: BasisPoints]
  private let coinName: String?
  private let coinValue: Rate?
  private let rupeeRate: Rate?
  private let unitPrice: Change<Rate>
  private let withdrawals: WithdrawalFields
  private let likeTipAmount: Int64?
  private let likeTipEnabled: Bool?
  private let gifts: GiftFields

  private struct WithdrawalFields: Sendable {
    let unit: AmountUnit?
    let minimum: Int64?
    let processingDays: Int64?
  }

  private struct GiftFields: Sendable {
    let sendsPerSecond: Int64?
    let sendsBurst: Int64?
    let dailySpendingLimit: Change<Int64>
  }

  init(_ body: inout ObjectReader) {
    version = body.optionalInteger("version", 0...ObjectReader.safeIntegers.upperBound)
    commissions = body.commissions()
    coinName = body.optionalString("coinName", 1...32)
    rupeeRate = body.optionalRate("coinsToInrRate")
    coinValue = body.optionalRate("coinValue")
    unitPrice = body.change("coinUnitPrice") { $0.optionalRate($1) }
    withdrawals = WithdrawalFields(
      unit: body.optionalParsed("payoutUnit", 3...4, expected: "coin or a currency") {
        AmountUnit(name: $0)
      },
      minimum: body.optionalInteger("minimumWithdrawal", 0...Amount.operationMax),
      processingDays: body.optionalInteger("withdrawalProcessingDays", 0...365))
    likeTipAmount = body.optionalInteger("likeTipAmount", 0...Amount.operationMax)
    likeTipEnabled = body.optionalBool("likeTipEnabled")
    gifts = GiftFields(
      sendsPerSecond: body.optionalInteger("giftSendsPerSecond", 1...1_000_000),
      sendsBurst: body.optionalInteger("giftSendsBurst", 1...1_000_000),
      dailySpendingLimit: body.change("dailySpendingLimit") {
        $0.optionalInteger($1, 0...ObjectReader.safeIntegers.upperBound)
      })
  }

  func apply(to settings: inout Settings) {
    for (source, share) in commissions { settings.splits.setCommission(share, of: source) }
    settings.coin.name = coinName ?? settings.coin.name
    settings.coin.value = coinValue ?? settings.coin.value
    if let rupeeRate { settings.coin.setRupees(rupeeRate) }
    settings.coin.unitPrice = unitPrice.applied(to: settings.coin.unitPrice)
    let before = settings.withdrawals
    settings.withdrawals.payoutUnit = withdrawals.unit ?? before.payoutUnit
    settings.withdrawals.minimum = withdrawals.minimum ?? before.minimum
    settings.withdrawals.processingDays = withdrawals.processingDays ?? before.processingDays
    settings.likes.tipAmount = likeTipAmount ?? settings.likes.tipAmount
    settings.likes.tipsCreator = likeTipEnabled ?? settings.likes.tipsCreator
    settings.gifts.sendsPerSecond = gifts.sendsPerSecond ?? settings.gifts.sendsPerSecond
    settings.gifts.sendsBurst = gifts.sendsBurst ?? settings.gifts.sendsBurst
    settings.gifts.dailySpendingLimit = gifts.dailySpendingLimit.applied(
      to: settings.gifts.dailySpendingLimit)
  }
}

extension ObjectReader {
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
