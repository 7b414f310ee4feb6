import Ledger
import Monetization
import Money

extension NaiveModel {
  func predict(_ command: SaveGift) -> Prediction {
    let before = command.id.flatMap { gifts[$0] }
    if command.id != nil, before == nil { return .refuse(.notFound(.gift)) }
    let gift = edited(before, as: command.id ?? GiftID(0), by: command.changes)
    guard gift.coinPrice.count >= 1, gift.coinPrice.count <= 1_000_000_000 else {
      return .refuse(.gift(.coinPriceOutOfBounds))
    }
    if let cents = gift.usdCents, cents < 1 || cents > 1_000_000_000 {
      return .refuse(.gift(.dollarPriceOutOfBounds))
    }
    if let remaining = gift.remaining, remaining < 0 || remaining > 9_007_199_254_740_991 {
      return .refuse(.gift(.stockOutOfBounds))
    }
    guard let id = command.id else { return .accept(Expectation(facts: [[5, 0]])) }
    return gift == before ? .unchanged : .accept(Expectation(facts: [[5, id.rawValue]]))
  }

  func predict(_ command: SavePackage) -> Prediction {
    let before = command.id.flatMap { packages[$0] }
    if command.id != nil, before == nil { return .refuse(.notFound(.package)) }
    let wanted = edited(before, as: command.id ?? PackageID(0), by: command.changes)
    let most: Int64 = 1_000_000_000
    guard wanted.coins.count >= 1, wanted.coins.count <= most else {
      return .refuse(.package(.coinsOutOfBounds))
    }
    guard wanted.bonusCoins.count >= 0, wanted.bonusCoins.count <= most else {
      return .refuse(.package(.bonusOutOfBounds))
    }
    guard wanted.price.minorUnits >= 1, wanted.price.minorUnits <= most else {
      return .refuse(.package(.priceOutOfBounds))
    }
    if let window = wanted.promotion, window.endsAt <= window.startsAt {
      return .refuse(.package(.promotionEndsTooEarly))
    }
    if let refusal = refusalOfLocalPrices(wanted) { return .refuse(.package(refusal)) }
    guard let id = command.id else { return .accept(Expectation(facts: [[6, 0]])) }
    return wanted == before ? .unchanged : .accept(Expectation(facts: [[6, id.rawValue]]))
  }

  /// The first local price that is out of bounds, or that contradicts another one.
  private func refusalOfLocalPrices(_ wanted: CoinPackage) -> PackageRefusal? {
    let all = wanted.localPrices
    if all.count > 300 { return .tooManyLocalPrices }
    for (index, one) in all.enumerated() {
      let others = all[..<index]
      if one.price.minorUnits < 1 || one.price.minorUnits > 1_000_000_000 {
        return .localPriceOutOfBounds
      }
      if others.contains(where: { $0.country == one.country }) { return .countryTwice }
      let prices = others.map(\.price) + [wanted.price]
      let isTwice = prices.contains {
        $0.currency == one.price.currency && $0.minorUnits != one.price.minorUnits
      }
      if isTwice { return .currencyTwice }
    }
    return nil
  }

  func predict(_ command: SaveSettings) -> Prediction {
    if let version = command.version, version != settings.version {
      return .refuse(.settings(.changedMeanwhile))
    }
    if edited(settings, by: command.changes) == settings, settings.version > 0 {
      return .unchanged
    }
    return .accept(Expectation(facts: [[11, settings.version + 1]]))
  }

  /// What is bought, or why it is not.
  func offer(for command: CreatePurchase, now: Timestamp) -> Result<PurchaseOffer, NaiveNo> {
    switch command.goods {
    case .package(let id):
      guard let found = packages[id], found.isActive else {
        return .failure(NaiveNo(refusal: .notFound(.package)))
      }
      guard let price = price(of: found, for: command) else {
        return .failure(NaiveNo(refusal: .purchase(.priceNotInCurrency)))
      }
      var bonus = found.bonusCoins
      if let window = found.promotion, now < window.startsAt || now >= window.endsAt {
        bonus = Coins(0)
      }
      if found.isFirstPurchaseBonus, hasPaid(command.user) { bonus = Coins(0) }
      return .success(
        PurchaseOffer(
          package: id, coins: found.coins, bonusCoins: bonus, price: price,
          isFirstPurchaseBonus: found.isFirstPurchaseBonus && bonus.count > 0))
    case .custom(let coins):
      // The preset sells a coin for a hundred paise.
      guard coins.count >= 1, coins.count <= 10_000_000 else {
        return .failure(NaiveNo(refusal: .wallet(.amountOutOfBounds)))
      }
      return .success(
        PurchaseOffer(
          package: nil, coins: coins, bonusCoins: Coins(0),
          price: Money(minorUnits: coins.count * 100, currency: .inr)))
    }
  }

  private func price(of found: CoinPackage, for command: CreatePurchase) -> Money? {
    guard let currency = command.currency, currency != found.price.currency else {
      return found.price
    }
    let country = users[command.user]?.profile.country
    return found.localPrices.first { local in
      local.price.currency == currency && (country == nil || country == local.country)
    }?.price
  }

  /// Whether any purchase of a user was ever paid, as all of them say.
  func hasPaid(_ user: UserID) -> Bool {
    purchases.values.contains { $0.user == user && $0.transaction != nil }
  }

  func predict(_ command: CreatePurchase, now: Timestamp) -> Prediction {
    guard let user = users[command.user] else { return .refuse(.notFound(.user)) }
    if user.isSuspended { return .refuse(.user(.suspended)) }
    switch offer(for: command, now: now) {
    case .failure(let no): return .refuse(no.refusal)
    case .success(let offer):
      return .accept(
        Expectation(
          facts: [
            [7, 0, command.user.rawValue, 1, offer.coins.count, offer.bonusCoins.count]
          ]))
    }
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
    guard purchase.status != .completed, seen > purchase.lookUps else { return .unchanged }
    let next = lookUps(after: command, of: purchase, at: now)
    return .accept(Expectation(facts: [[16, id.rawValue, Int64(next)]]))
  }

  /// How many look-ups are past once one is made: all of them when no money can come any more.
  func lookUps(
    after command: BeginLookUp, of purchase: NaivePurchase, at time: Timestamp
  ) -> Int {
    let age = time.milliseconds - command.purchase.time.milliseconds
    let isOver = purchase.status != .pending && age >= command.payableMilliseconds
    return isOver ? 12 : Self.lookUps(of: command.purchase, at: time)
  }

  /// What is credited for a purchase that is paid now.
  func offerDue(to purchase: NaivePurchase) -> PurchaseOffer {
    let offer = purchase.offer
    guard offer.isFirstPurchaseBonus, hasPaid(purchase.user) else { return offer }
    return PurchaseOffer(
      package: offer.package, coins: offer.coins, bonusCoins: Coins(0), price: offer.price)
  }
}
