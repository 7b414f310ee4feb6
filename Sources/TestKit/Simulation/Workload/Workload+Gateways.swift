import Ledger
import Monetization
import Money

/// What gateways say, and what they are asked.
extension Workload {
  mutating func beginLookUp() -> BeginLookUp {
    let days = random.pick([0, 1, 3, 30] as [Int64])
    return BeginLookUp(
      purchase: some(purchases) ?? PurchaseID(96),
      payableMilliseconds: days * Timestamp.millisecondsPerDay)
  }

  mutating func settlePurchase(in model: NaiveModel) -> SettlePurchase {
    let id = some(purchases) ?? PurchaseID(96)
    let purchase = model.purchases[id]
    let price = purchase?.offer.price ?? Money(minorUnits: 1, currency: .inr)
    let gateway = random.happens(1, outOf: 40) ? .razorpay : purchase?.gateway ?? .sandbox
    // Events of orders that nobody knows yet come under a few ids, so that they come again.
    let number = random.below(6)
    let isStray = random.happens(1, outOf: 25)
    let subject = isStray ? "stray" : String(id.rawValue)
    let report = GatewayReport(
      gateway: gateway, eventID: "event-\(subject)-\(number)",
      purchase: isStray ? random.pick([nil, PurchaseID(96)]) : id,
      outcome: random.happens(1, outOf: 40) ? .irrelevant : outcome(of: price, for: id),
      body: "{}")
    return command(for: report, in: model)
  }

  /// A payment of the integrator's own, often one that was reported before.
  mutating func recordPurchase(in model: NaiveModel) -> RecordPurchase {
    let goods: CreatePurchase.Goods =
      random.happens(1, outOf: 2)
      ? .custom(Coins(random.pick([1, 10, 77])))
      : .package(some(packages) ?? PackageID(97))
    let amount = Money(minorUnits: random.pick([100, 9_900]), currency: random.pick([.inr, .usd]))
    let payment = GatewayReport.Payment(
      transaction: "own-\(random.below(400))", amount: amount,
      fee: Money(minorUnits: 0, currency: amount.currency), method: .upi)
    let known = model.payments[NaiveModel.name(of: payment, at: .external)]
    let before = known.flatMap { model.purchases[$0] }
    // A repeat says the same as before, mostly.
    if let before, random.happens(2, outOf: 3) { return again(before, payment, known: known) }
    var command = RecordPurchase(
      user: anyUser(), goods: goods, gateway: .external, payment: payment)
    command.known = random.happens(1, outOf: 20) ? nil : known
    if random.happens(1, outOf: 20) { command.paidAt = Timestamp(milliseconds: .max / 2) }
    return command
  }

  private func again(
    _ before: NaivePurchase, _ payment: GatewayReport.Payment, known: PurchaseID?
  ) -> RecordPurchase {
    let goods = before.offer.package.map { CreatePurchase.Goods.package($0) }
    let same = GatewayReport.Payment(
      transaction: payment.transaction, amount: before.offer.price, fee: payment.fee, method: .upi)
    var command = RecordPurchase(
      user: before.user, goods: goods ?? .custom(before.offer.coins), gateway: .external,
      payment: same)
    command.known = known
    return command
  }

  /// The command as an unlocked look makes it, which is rarely behind what is committed.
  private mutating func command(
    for report: GatewayReport, in model: NaiveModel
  ) -> SettlePurchase {
    let buyer = report.purchase.flatMap { model.purchases[$0]?.user }
    let isBlind = random.happens(1, outOf: 40)
    return SettlePurchase(
      report: report, buyer: isBlind ? random.pick([nil, users.first]) : buyer,
      stored: isBlind ? nil : model.events[NaiveModel.name(of: report)]?.id)
  }

  private mutating func outcome(
    of price: Money, for purchase: PurchaseID
  ) -> GatewayReport.Outcome {
    switch random.below(10) {
    case 0, 1: return .failed(reason: "Declined")
    case 2: return .cancelled
    default:
      let isWrong = random.happens(1, outOf: 8)
      let fees: [Int64] = isWrong ? [-1, price.minorUnits + 1] : [0, price.minorUnits / 25]
      let amount = random.happens(1, outOf: 12) ? price.minorUnits - 1 : price.minorUnits
      // Now and then a payment of another order, or a second one of this.
      let payer = random.happens(1, outOf: 12) ? some(purchases) ?? purchase : purchase
      let number = random.happens(1, outOf: 10) ? 2 : 1
      return .paid(
        GatewayReport.Payment(
          transaction: "payment-\(payer.rawValue)-\(number)",
          amount: Money(minorUnits: amount, currency: price.currency),
          fee: Money(minorUnits: random.pick(fees), currency: price.currency), method: .upi))
    }
  }
}
