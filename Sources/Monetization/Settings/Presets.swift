import Money

extension Settings {
  /// What holds until an admin saves settings: the `streamit` economy.
  package static let initial = streamit

  /// The preset of this name; nil when there is none.
  package static func preset(named name: String) -> Settings? {
    switch name {
    case "streamit": streamit
    default: nil
    }
  }

  /// Coins, gifts, like-tips and premium streams; one coin pays out as one rupee.
  ///
  /// Commission: gifts 25 %, tips and like-tips 10 %, premium streams 30 %.
  package static let streamit: Settings = {
    var splits = SplitRules(all: .commission(share(1_000)))
    splits.gift = .commission(share(2_500))
    splits.ticket = .commission(share(3_000))
    return Settings(
      preset: "streamit",
      coin: CoinSettings(
        name: "coin", currency: .inr, value: .one, unitPrice: Rate(significand: 100, scale: 0)),
      splits: splits,
      gifts: GiftSettings(sendsPerSecond: 20, sendsBurst: 40, dailySpendingLimit: nil),
      likes: LikeSettings(tipsCreator: true, tipAmount: 1),
      withdrawals: WithdrawalSettings(payoutUnit: .coin, minimum: 1_000, processingDays: 7))
  }()

  private static func share(_ points: UInt16) -> BasisPoints {
    guard let share = BasisPoints(rawValue: points) else {
      preconditionFailure("presets hold shares up to the whole")
    }
    return share
  }
}
