import Ledger
package import Money

/// A viewer orders coins: a package, or a custom amount at the unit price.
package struct CreatePurchase: Equatable, Sendable {
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

  package init(user: UserID, goods: Goods, gateway: GatewayName, returnURL: String?) {
    self.user = user
    self.goods = goods
    self.gateway = gateway
    self.returnURL = returnURL
  }

  package var footprint: Footprint {
    switch goods {
    case .package(let id): Footprint(owners: [OwnerID(user), OwnerID(id)])
    case .custom: Footprint(owners: [OwnerID(user)])
    }
  }

  func decide(in state: State, at moment: Moment) -> Decision {
    guard let user = state.users[OwnerID(user)] else { return .refuse(.notFound(.user)) }
    guard !user.isSuspended else { return .refuse(.accountSuspended) }
    switch offer(in: state) {
    case .failure(let refused): return .refuse(refused.refusal)
    case .success(let offer):
      let purchase = Purchase(
        id: PurchaseID(moment.stamp.rawValue), user: user.id, offer: offer, gateway: gateway,
        returnURL: returnURL)
      return .accept(
        Delta(
          facts: [.purchaseChanged(PurchaseChange(purchase))], rows: [.purchase(purchase)]))
    }
  }

  private struct Refused: Error { let refusal: Refusal }

  private func offer(in state: State) -> Result<PurchaseOffer, Refused> {
    switch goods {
    case .package(let id):
      guard let found = state.packages[OwnerID(id)], found.isActive else {
        return .failure(Refused(refusal: .notFound(.package)))
      }
      return .success(
        PurchaseOffer(
          package: id, coins: found.coins, bonusCoins: found.bonusCoins, price: found.price))
    case .custom(let coins):
      guard let price = state.settings.coin.price(of: coins) else {
        return .failure(Refused(refusal: .amountOutOfBounds))
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
