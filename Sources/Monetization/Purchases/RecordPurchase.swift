package import Ledger
import Money

/// The integrator reports a payment that they took by their own means: coins are credited at once.
///
/// A payment is credited once, under the gateway's name and its transaction. The money was taken,
/// so neither a retired package nor a suspended buyer is in the way.
package struct RecordPurchase: Rule {
  package typealias Made = PurchaseChange

  package let user: UserID
  package let goods: CreatePurchase.Goods
  package let gateway: GatewayName
  package let payment: GatewayReport.Payment
  /// When the money was taken; nil for now.
  package var paidAt: Timestamp?
  package var metadata: Metadata?
  /// The purchase of this payment, which an unlocked look found; nil when it found none.
  package var known: PurchaseID?

  package init(
    user: UserID, goods: CreatePurchase.Goods, gateway: GatewayName,
    payment: GatewayReport.Payment
  ) {
    self.user = user
    self.goods = goods
    self.gateway = gateway
    self.payment = payment
  }

  /// What the rules read.
  package var footprint: Footprint {
    var owners = [OwnerID(user)]
    if case .package(let id) = goods { owners.append(OwnerID(id)) }
    if let known { owners.append(OwnerID(known)) }
    return Footprint(owners: owners, names: [name])
  }

  package var command: Command { .recordPurchase(self) }

  private var name: UniqueName { .payment(payment.transaction, at: gateway) }

  package func decide(in state: State, at moment: Moment) -> Decision {
    if let credited = state.names[name] {
      // A purchase that the look did not find is not loaded: the use case looks again.
      guard let purchase = state.purchases[credited], isRepeated(by: purchase) else {
        return .refuse(.purchase(.paymentCredited))
      }
      return .unchanged
    }
    guard state.users[OwnerID(user)] != nil else { return .refuse(.notFound(.user)) }
    let taken = paidAt ?? moment.time
    guard taken.milliseconds <= moment.time.milliseconds + Self.clockSkewMilliseconds else {
      return .refuse(.purchase(.paidInFuture))
    }
    guard let offer = offer(in: state, at: taken) else { return .refuse(.notFound(.package)) }
    return credit(offer, taken: taken, in: state, at: moment)
  }

  private func offer(in state: State, at taken: Timestamp) -> PurchaseOffer? {
    switch goods {
    case .custom(let coins):
      return PurchaseOffer(package: nil, coins: coins, bonusCoins: .zero, price: payment.amount)
    case .package(let id):
      guard let sold = state.packages[OwnerID(id)] else { return nil }
      return PurchaseOffer(
        package: id, coins: sold.coins, bonusCoins: sold.bonus(at: taken), price: payment.amount,
        isFirstPurchaseBonus: sold.isFirstPurchaseBonus && sold.bonus(at: taken) != .zero)
    }
  }

  private func credit(
    _ offer: PurchaseOffer, taken: Timestamp, in state: State, at moment: Moment
  ) -> Decision {
    let order = Purchase(
      id: PurchaseID(moment.stamp.rawValue), user: user, offer: offer, gateway: gateway,
      returnURL: nil)
    let buyer = state.buyers[OwnerID(user)]
    var purchase = order.completed(by: payment, of: buyer, at: moment)
    (purchase.paidAt, purchase.metadata) = (taken, metadata)
    let movements = purchase.movements(paidBy: payment, at: moment)
    guard state.canTake(movements) else { return .refuse(.wallet(.amountOutOfBounds)) }
    let draft = TransactionDraft(
      id: TransactionID(moment.stamp.rawValue), kind: .purchase,
      reference: OwnerID(purchase.id), movements: movements)
    return .accept(
      Delta(
        facts: [.purchaseChanged(PurchaseChange(purchase))], transactions: [draft],
        rows: [.purchase(purchase)] + purchase.becoming(buyer) + purchase.claimingPayment))
  }

  /// Whether a purchase was recorded by the same facts; a time or metadata left out says nothing.
  private func isRepeated(by purchase: Purchase) -> Bool {
    guard let recorded = purchase.paidAt else { return false }
    let isSameGoods =
      switch goods {
      case .package(let id): purchase.offer.package == id
      case .custom(let coins): purchase.offer.package == nil && purchase.offer.coins == coins
      }
    return isSameGoods && purchase.user == user && purchase.offer.price == payment.amount
      && purchase.method == payment.method && (paidAt == nil || paidAt == recorded)
      && (metadata == nil || metadata == purchase.metadata)
  }

  /// How far ahead of ours the clock of the integrator's server may be.
  private static let clockSkewMilliseconds: Int64 = 300_000
}
