import Application
import JSON
import Ledger
import Monetization
import Money

extension ObjectWriter {
  /// A version of the settings: when and by whom it was saved, and the whole document.
  mutating func write(_ saved: SavedSettings) {
    field("id", saved.version.id.text)
    field("version", saved.version.settings.version)
    field("savedAt", saved.version.id.time)
    object("savedBy") { $0.write(saved.author) }
    object("settings") { $0.write(saved.version.settings) }
  }

  private mutating func write(_ author: SavedSettings.Author) {
    switch author {
    case .user(let user):
      field("kind", "user")
      field("id", user.externalID)
      field("name", user.shownName)
    case .key(let key):
      field("kind", "key")
      field("id", key.id.text)
      field("name", key.name)
    case .platform:
      field("kind", "platform")
      null("id")
      null("name")
    }
  }

  /// The settings as admins see them; commissions are basis points.
  mutating func write(_ settings: Settings) {
    let splits = settings.splits
    field("version", settings.version)
    field("preset", settings.preset)
    field("giftCommissionRate", splits.gift.commissionPoints)
    field("tipCommissionRate", splits.tip.commissionPoints)
    field("likeCommissionRate", splits.like.commissionPoints)
    field("streamCommissionRate", splits.ticket.commissionPoints)
    field("callCommissionRate", splits.call.commissionPoints)
    field("viewingCommissionRate", splits.viewing.commissionPoints)
    let isRupees = settings.coin.currency == .inr
    field("coinsToInrRate", isRupees ? settings.coin.value.decimal : nil)
    field("coinName", settings.coin.name)
    field("coinCurrency", settings.coin.currency.code)
    field("coinValue", settings.coin.value.decimal)
    field("coinUnitPrice", settings.coin.unitPrice?.decimal)
    field("payoutUnit", settings.withdrawals.payoutUnit.name)
    field("minimumWithdrawal", settings.withdrawals.minimum)
    field("withdrawalProcessingDays", settings.withdrawals.processingDays)
    field("likeTipAmount", settings.likes.tipAmount)
    field("likeTipEnabled", settings.likes.tipsCreator)
    writeFields(of: settings.tips)
    field("giftSendsPerSecond", settings.gifts.sendsPerSecond)
    field("giftSendsBurst", settings.gifts.sendsBurst)
    field("dailySpendingLimit", settings.gifts.dailySpendingLimit)
    object("splits") { $0.write(splits) }
  }

  private mutating func write(_ splits: SplitRules) {
    let all = [
      ("gift", splits.gift), ("tip", splits.tip), ("like", splits.like),
      ("stream", splits.ticket), ("call", splits.call), ("viewing", splits.viewing),
    ]
    for (name, rule) in all { object(name) { $0.write(rule) } }
  }

  private mutating func write(_ rule: SplitRule) {
    switch rule {
    case .commission(let share):
      field("rule", "commission")
      field("basisPoints", Int64(share.rawValue))
    case .valueShare(let share, let currency):
      field("rule", "valueShare")
      field("basisPoints", Int64(share.rawValue))
      field("currency", currency.code)
    case .fixedRate(let money, let seconds):
      field("rule", "fixedRate")
      field("rate", money)
      field("perSeconds", Int64(seconds))
    }
  }
}

extension SplitRule {
  /// What the platform keeps, in basis points; nil where it does not follow from what is paid.
  fileprivate var commissionPoints: Int64? {
    switch self {
    case .commission(let share): Int64(share.rawValue)
    case .valueShare(let share, _): Int64(share.complement.rawValue)
    case .fixedRate: nil
    }
  }
}
