import Ledger
import Monetization
import Money

extension NaiveModel {
  static func name(of report: GatewayReport) -> String { "\(report.gateway) \(report.eventID)" }

  static func name(of payment: GatewayReport.Payment, at gateway: GatewayName) -> String {
    "\(gateway) \(payment.transaction)"
  }

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
    if purchase.status == .completed { return purchase.transaction != payment.transaction }
    return payments[Self.name(of: payment, at: report.gateway)] != nil
  }

  func predict(_ command: SettlePurchase, platform: OwnerID) -> Prediction {
    let report = command.report
    let purchase = report.purchase.flatMap { purchases[$0] }
    let known = events[Self.name(of: report)]
    if let known, !known.isStray || purchase == nil { return .unchanged }
    let event = known?.id.rawValue ?? 0
    guard let purchase else {
      let isStrange = report.outcome != .irrelevant
      return .accept(Expectation(facts: [[8, event, isStrange ? 3 : 2]]))
    }
    if purchase.user != command.buyer { return .refuse(.notFound(.purchase)) }
    if isContradiction(report, purchase) { return .accept(Expectation(facts: [[8, event, 3]])) }
    guard let status = status(after: report, of: purchase) else {
      return .accept(Expectation(facts: [[8, event, 2]]))
    }
    var bonus = purchase.offer.bonusCoins.count
    if status == .completed { bonus = offerDue(to: purchase).bonusCoins.count }
    let change = [
      7, report.purchase?.rawValue ?? 0, purchase.user.rawValue, Int64(status.rawValue),
      purchase.offer.coins.count, bonus,
    ]
    var expectation = Expectation(facts: [[8, event, 1], change])
    if case .paid(let payment) = report.outcome {
      expectation.lines = lines(of: purchase, paid: payment, platform: platform)
    }
    return .accept(expectation)
  }

  func lines(
    of purchase: NaivePurchase, paid payment: GatewayReport.Payment, platform: OwnerID
  ) -> [Line: Int64] {
    let unit = AmountUnit(payment.amount.currency)
    let wallet = AccountKey(OwnerID(purchase.user), .wallet, .coin)
    func platformLine(_ kind: AccountKind, _ unit: AmountUnit) -> Line {
      Line(account: AccountKey(platform, kind, unit), line: .counterpart)
    }
    let bonus = offerDue(to: purchase).bonusCoins.count
    let clearing: [GatewayName: AccountKind] = [
      .sandbox: .clearingSandbox, .external: .clearingExternal,
    ]
    let (amount, fee) = (payment.amount.minorUnits, payment.fee.minorUnits)
    let lines = [
      Line(account: wallet, line: .purchase): purchase.offer.coins.count,
      Line(account: wallet, line: .bonus): bonus,
      platformLine(.issued, .coin): -purchase.offer.coins.count,
      platformLine(.promotion, .coin): -bonus,
      platformLine(clearing[purchase.gateway] ?? .clearingStripe, unit): amount - fee,
      platformLine(.gatewayFees, unit): fee,
      platformLine(.sales, unit): -amount,
    ]
    return lines.filter { $0.value != 0 }
  }
}
