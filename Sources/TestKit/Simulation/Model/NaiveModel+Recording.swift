import Ledger
import Monetization
import Money

extension NaiveModel {
  func predict(_ command: RecordPurchase, at moment: ModelMoment) -> Prediction {
    if let id = payments[Self.name(of: command.payment, at: command.gateway)] {
      let isSame = command.known == id && isRepeat(command, of: id)
      return isSame ? .unchanged : .refuse(.purchase(.paymentCredited))
    }
    if users[command.user] == nil { return .refuse(.notFound(.user)) }
    if let paidAt = command.paidAt, paidAt.milliseconds > moment.now.milliseconds + 300_000 {
      return .refuse(.purchase(.paidInFuture))
    }
    if case .package(let id) = command.goods, packages[id] == nil {
      return .refuse(.notFound(.package))
    }
    let offer = offer(for: command, now: moment.now)
    let credited = NaivePurchase(
      user: command.user, offer: offer, gateway: command.gateway, metadata: nil)
    var expectation = Expectation(
      facts: [[7, 0, command.user.rawValue, 3, offer.coins.count, offer.bonusCoins.count]])
    expectation.lines = lines(of: credited, paid: command.payment, platform: moment.platform)
    return .accept(expectation)
  }

  /// What a reported payment has bought, its bonus as it is due.
  func offer(for command: RecordPurchase, now: Timestamp) -> PurchaseOffer {
    guard case .package(let id) = command.goods, let found = packages[id] else {
      var coins = Coins(0)
      if case .custom(let wanted) = command.goods { coins = wanted }
      return PurchaseOffer(
        package: nil, coins: coins, bonusCoins: Coins(0), price: command.payment.amount)
    }
    let time = command.paidAt ?? now
    var bonus = found.bonusCoins
    if let window = found.promotion, time < window.startsAt || time >= window.endsAt {
      bonus = Coins(0)
    }
    if found.isFirstPurchaseBonus, hasPaid(command.user) { bonus = Coins(0) }
    return PurchaseOffer(
      package: id, coins: found.coins, bonusCoins: bonus, price: command.payment.amount,
      isFirstPurchaseBonus: found.isFirstPurchaseBonus && bonus.count > 0)
  }

  private func isRepeat(_ command: RecordPurchase, of id: PurchaseID) -> Bool {
    guard let known = purchases[id], known.isRecorded, known.user == command.user,
      known.offer.price == command.payment.amount
    else { return false }
    // The simulation reports every payment as of now, without metadata, by one method.
    return switch command.goods {
    case .package(let package): known.offer.package == package
    case .custom(let coins): known.offer.package == nil && known.offer.coins == coins
    }
  }
}
