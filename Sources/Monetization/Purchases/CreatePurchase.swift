import Ledger
package import Money

/// A viewer orders coins: a package, or a custom amount at the unit price.
package struct CreatePurchase: Rule {
  package typealias Made = PurchaseChange

  /// What the viewer wants.
  package enum Goods: Equatable, Sendable {
    case package(PackageID)
    case custom(Coins)
  }

  package let user: UserID
  package let goods: Goods
  package let gateway: GatewayName
  /// Where the browser goes after paying.
  package let returnURL: String?
  /// The currency that the viewer wants to pay in; nil for that of the price.
  package var currency: Currency?
  package var metadata: Metadata?

  package init(user: UserID, goods: Goods, gateway: GatewayName, returnURL: String?) {
    self.user = user
    self.goods = goods
    self.gateway = gateway
    self.returnURL = returnURL
  }

  /// What the rules read.
  package var footprint: Footprint {
    switch goods {
    case .package(let id): Footprint(owners: [OwnerID(user), OwnerID(id)])
    case .custom: Footprint(owners: [OwnerID(user)])
    }
  }

  package var command: Command { .createPurchase(self) }

  package func decide(in state: State, at moment: Moment) -> Decision {
    guard let user = state.users[OwnerID(user)] else { return .refuse(.notFound(.user)) }
    guard !user.isSuspended else { return .refuse(.user(.suspended)) }
    switch offer(to: user, in: state, at: moment.time) {
    case .failure(let refused): return .refuse(refused.refusal)
    case .success(let offer):
      var purchase = Purchase(
        id: PurchaseID(moment.stamp.rawValue), user: user.id, offer: offer, gateway: gateway,
        returnURL: returnURL)
      purchase.metadata = metadata
      return .accept(
        Delta(
          facts: [.purchaseChanged(PurchaseChange(purchase))], rows: [.purchase(purchase)]))
    }
  }

  private struct Refused: Error { let refusal: Refusal }

  private func offer(
    to user: User, in state: State, at time: Timestamp
  ) -> Result<PurchaseOffer, Refused> {
    switch goods {
    case .package(let id):
      guard let found = state.packages[OwnerID(id)], found.isActive else {
        return .failure(Refused(refusal: .notFound(.package)))
      }
      guard let price = found.price(in: currency, for: user.profile.country) else {
        return .failure(
          Refused(refusal: .purchase(.priceNotInCurrency)))
      }
      let isBuyer = state.buyers[OwnerID(user.id)] != nil
      let bonus = isBuyer && found.isFirstPurchaseBonus ? .zero : found.bonus(at: time)
      return .success(
        PurchaseOffer(
          package: id, coins: found.coins, bonusCoins: bonus, price: price,
          isFirstPurchaseBonus: found.isFirstPurchaseBonus && bonus != .zero))
    case .custom(let coins):
      guard let price = state.settings.coin.price(of: coins) else {
        return .failure(Refused(refusal: .wallet(.amountOutOfBounds)))
      }
      return .success(
        PurchaseOffer(package: nil, coins: coins, bonusCoins: .zero, price: price))
    }
  }
}

extension CoinSettings {
  /// The price of a custom amount of coins, rounded up to the next minor unit.
  ///
  /// - Returns: nil when none are sold, or when coins or price leave the bounds of an operation.
  package func price(of coins: Coins) -> Money? {
    guard let unitPrice, (1...Amount.operationMax).contains(coins.count) else { return nil }
    let decimals = (0..<unitPrice.scale).reduce(into: Int128(1)) { power, _ in power *= 10 }
    let exact = Int128(coins.count) * Int128(unitPrice.significand)
    let rounded = (exact + decimals - 1) / decimals
    guard let minorUnits = Int64(exactly: rounded), (1...Amount.operationMax).contains(minorUnits)
    else { return nil }
    return Money(minorUnits: minorUnits, currency: currency)
  }
}
