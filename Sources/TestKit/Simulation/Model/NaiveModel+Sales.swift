import Ledger
import Monetization
import Money

extension NaiveModel {
  func predict(_ command: SaveGift) -> Prediction {
    let gift = command.gift
    guard gift.coinPrice.count >= 1, gift.coinPrice.count <= 1_000_000_000 else {
      return .refuse(.invalid(field: "coinPrice", reason: ""))
    }
    if let cents = gift.usdCents, cents < 1 || cents > 1_000_000_000 {
      return .refuse(.invalid(field: "usdPrice", reason: ""))
    }
    if let remaining = gift.remaining, remaining < 0 || remaining > 9_007_199_254_740_991 {
      return .refuse(.invalid(field: "remaining", reason: ""))
    }
    guard let id = command.id else { return .accept(Expectation(facts: [[5, 0]])) }
    guard let before = gifts[id] else { return .refuse(.notFound(.gift)) }
    let isSame = Self.copy(of: gift, id: id) == before
    return isSame ? .unchanged : .accept(Expectation(facts: [[5, id.rawValue]]))
  }

  static func copy(of gift: Gift, id: GiftID) -> Gift {
    var copy = Gift(id: id, appearance: gift.appearance, coinPrice: gift.coinPrice)
    copy.usdCents = gift.usdCents
    copy.isActive = gift.isActive
    copy.isFeatured = gift.isFeatured
    copy.remaining = gift.remaining
    copy.sortOrder = gift.sortOrder
    return copy
  }

  func predict(_ command: SavePackage) -> Prediction {
    let wanted = command.coinPackage
    let most: Int64 = 1_000_000_000
    guard wanted.coins.count >= 1, wanted.coins.count <= most else {
      return .refuse(.invalid(field: "coins", reason: ""))
    }
    guard wanted.bonusCoins.count >= 0, wanted.bonusCoins.count <= most else {
      return .refuse(.invalid(field: "bonusCoins", reason: ""))
    }
    guard wanted.price.minorUnits >= 1, wanted.price.minorUnits <= most else {
      return .refuse(.invalid(field: "price", reason: ""))
    }
    guard let id = command.id else { return .accept(Expectation(facts: [[6, 0]])) }
    guard let before = packages[id] else { return .refuse(.notFound(.package)) }
    let isSame = Self.copy(of: wanted, id: id) == before
    return isSame ? .unchanged : .accept(Expectation(facts: [[6, id.rawValue]]))
  }

  static func copy(of coinPackage: CoinPackage, id: PackageID) -> CoinPackage {
    var copy = CoinPackage(
      id: id, name: coinPackage.name, coins: coinPackage.coins, price: coinPackage.price)
    copy.description = coinPackage.description
    copy.icon = coinPackage.icon
    copy.bonusCoins = coinPackage.bonusCoins
    copy.isActive = coinPackage.isActive
    copy.isFeatured = coinPackage.isFeatured
    copy.sortOrder = coinPackage.sortOrder
    return copy
  }

  func predict(_ command: SaveSettings) -> Prediction {
    guard command.settings.version == settings.version else {
      return .refuse(.conflict(.settingsChangedMeanwhile))
    }
    if command.settings == settings, settings.version > 0 { return .unchanged }
    return .accept(Expectation(facts: [[11, settings.version + 1]]))
  }

  /// What is bought; nil for nothing that is sold.
  func offer(of goods: CreatePurchase.Goods) -> PurchaseOffer? {
    switch goods {
    case .package(let id):
      guard let found = packages[id], found.isActive else { return nil }
      return PurchaseOffer(
        package: id, coins: found.coins, bonusCoins: found.bonusCoins, price: found.price)
    case .custom(let coins):
      // The preset sells a coin for a hundred paise.
      guard coins.count >= 1, coins.count <= 10_000_000 else { return nil }
      return PurchaseOffer(
        package: nil, coins: coins, bonusCoins: Coins(0),
        price: Money(minorUnits: coins.count * 100, currency: .inr))
    }
  }

  func predict(_ command: CreatePurchase) -> Prediction {
    guard let user = users[command.user] else { return .refuse(.notFound(.user)) }
    if user.isSuspended { return .refuse(.accountSuspended) }
    guard let offer = offer(of: command.goods) else {
      if case .custom = command.goods { return .refuse(.amountOutOfBounds) }
      return .refuse(.notFound(.package))
    }
    return .accept(
      Expectation(
        facts: [
          [7, 0, command.user.rawValue, 1, offer.coins.count, offer.bonusCoins.count]
        ]))
  }

  /// How many look-ups of a purchase a time has seen.
  static func lookUps(of id: PurchaseID, at time: Timestamp) -> Int {
    let minutes = [10, 20, 40, 80, 160, 320, 640, 1_440, 2_880, 5_760, 11_520, 23_040] as [Int64]
    let age = time.milliseconds - id.time.milliseconds
    return minutes.filter { $0 * 60_000 <= age }.count
  }

  func predict(_ command: BeginLookUp, now: Timestamp) -> Prediction {
    let id = command.purchase
    guard let purchase = purchases[id] else { return .refuse(.notFound(.purchase)) }
    let seen = Self.lookUps(of: id, at: now)
    guard purchase.status == .pending, seen > purchase.lookUps else { return .unchanged }
    return .accept(Expectation(facts: [[16, id.rawValue, Int64(seen)]]))
  }

  static func name(of report: GatewayReport) -> String { "\(report.gateway) \(report.eventID)" }

  /// The status that a report leads to; nil where it changes nothing.
  func status(after report: GatewayReport, of purchase: NaivePurchase) -> PurchaseStatus? {
    switch (report.outcome, purchase.status) {
    case (.paid, .pending), (.paid, .failed), (.paid, .cancelled): .completed
    case (.failed, .pending), (.failed, .cancelled): .failed
    case (.cancelled, .pending): .cancelled
    default: nil
    }
  }

  private func isContradiction(_ report: GatewayReport, _ purchase: NaivePurchase) -> Bool {
    guard report.gateway == purchase.gateway else { return true }
    guard case .paid(let payment) = report.outcome else { return false }
    if payment.amount != purchase.offer.price || payment.fee.currency != payment.amount.currency {
      return true
    }
    if payment.fee.minorUnits < 0 || payment.fee.minorUnits > payment.amount.minorUnits {
      return true
    }
    return purchase.status == .completed && purchase.transaction != payment.transaction
  }

  func predict(_ command: SettlePurchase, platform: OwnerID) -> Prediction {
    let report = command.report
    if events.contains(Self.name(of: report)) { return .unchanged }
    guard let purchase = purchases[report.purchase], purchase.user == command.buyer else {
      return .refuse(.notFound(.purchase))
    }
    if isContradiction(report, purchase) { return .accept(Expectation(facts: [[8, 0, 3]])) }
    guard let status = status(after: report, of: purchase) else {
      return .accept(Expectation(facts: [[8, 0, 2]]))
    }
    let change = [
      7, report.purchase.rawValue, purchase.user.rawValue, Int64(status.rawValue),
      purchase.offer.coins.count, purchase.offer.bonusCoins.count,
    ]
    var expectation = Expectation(facts: [[8, 0, 1], change])
    if case .paid(let payment) = report.outcome {
      expectation.lines = lines(of: purchase, paid: payment, platform: platform)
    }
    return .accept(expectation)
  }

  private func lines(
    of purchase: NaivePurchase, paid payment: GatewayReport.Payment, platform: OwnerID
  ) -> [Line: Int64] {
    let unit = AmountUnit(payment.amount.currency)
    let wallet = AccountKey(OwnerID(purchase.user), .wallet, .coin)
    func ours(_ kind: AccountKind, _ unit: AmountUnit) -> Line {
      Line(account: AccountKey(platform, kind, unit), line: .counterpart)
    }
    let (amount, fee) = (payment.amount.minorUnits, payment.fee.minorUnits)
    let lines = [
      Line(account: wallet, line: .purchase): purchase.offer.coins.count,
      Line(account: wallet, line: .bonus): purchase.offer.bonusCoins.count,
      ours(.issued, .coin): -purchase.offer.coins.count,
      ours(.promotion, .coin): -purchase.offer.bonusCoins.count,
      ours(purchase.gateway == .sandbox ? .clearingSandbox : .clearingStripe, unit): amount - fee,
      ours(.gatewayFees, unit): fee,
      ours(.sales, unit): -amount,
    ]
    return lines.filter { $0.value != 0 }
  }
}
