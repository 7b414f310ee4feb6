import Ledger
import Money

/// A gateway's verified report moves a purchase on.
///
/// Events may come twice, late and in any order; every order ends in the same state.
package struct SettlePurchase: Equatable, Sendable {
  package let report: GatewayReport
  /// The buyer, whom an unlocked look found in the purchase.
  package let buyer: UserID

  package init(report: GatewayReport, buyer: UserID) {
    self.report = report
    self.buyer = buyer
  }

  /// What the rules read.
  package var footprint: Footprint {
    Footprint(
      owners: [OwnerID(report.purchase), OwnerID(buyer)], names: [report.uniqueName])
  }

  func decide(in state: State, at moment: Moment) -> Decision {
    guard state.names[report.uniqueName] == nil else { return .unchanged }
    guard let purchase = state.purchases[OwnerID(report.purchase)], purchase.user == buyer else {
      return .refuse(.notFound(.purchase))
    }
    guard purchase.gateway == report.gateway else { return park(at: moment) }
    switch report.outcome {
    case .processing: return wait(for: purchase, at: moment)
    case .paid(let payment): return settle(purchase, payment, in: state, at: moment)
    case .failed(let reason): return close(purchase, as: .failed, reason: reason, at: moment)
    case .cancelled: return close(purchase, as: .cancelled, reason: nil, at: moment)
    }
  }

  private func settle(
    _ purchase: Purchase, _ payment: GatewayReport.Payment, in state: State, at moment: Moment
  ) -> Decision {
    let price = purchase.offer.price
    guard payment.amount == price, payment.fee.currency == price.currency,
      (0...price.minorUnits).contains(payment.fee.minorUnits)
    else { return park(at: moment) }
    switch purchase.status {
    case .completed, .refunded, .disputed:
      let isSame = purchase.gatewayTransaction == payment.transaction
      return isSame ? store(.ignored, at: moment) : park(at: moment)
    case .pending, .processing, .failed, .cancelled:
      // Money that comes after we gave up was taken all the same.
      let buyer = state.buyers[OwnerID(purchase.user)]
      let completed = purchase.completed(by: payment, of: buyer, at: moment)
      let movements = completed.movements(paidBy: payment, at: moment)
      guard state.canTake(movements) else { return park(at: moment) }
      let draft = TransactionDraft(
        id: TransactionID(moment.stamp.rawValue), kind: .purchase,
        reference: OwnerID(purchase.id), movements: movements)
      return store(
        .applied, change: completed, transaction: draft, also: completed.becoming(buyer),
        at: moment)
    }
  }

  /// The gateway works on it: only a purchase that nothing was heard of moves.
  private func wait(for purchase: Purchase, at moment: Moment) -> Decision {
    guard purchase.status == .pending else { return store(.ignored, at: moment) }
    var waiting = purchase
    waiting.status = .processing
    waiting.updatedAt = moment.time
    return store(.applied, change: waiting, at: moment)
  }

  /// Nothing was paid: closes an open purchase, and says nothing new about any other.
  private func close(
    _ purchase: Purchase, as status: PurchaseStatus, reason: String?, at moment: Moment
  ) -> Decision {
    switch (purchase.status, status) {
    // A failure says more than a cancellation: whichever comes first, both end as failed.
    case (.pending, _), (.processing, _), (.cancelled, .failed):
      var closed = purchase
      closed.status = status
      closed.failureReason = reason
      closed.updatedAt = moment.time
      return store(.applied, change: closed, at: moment)
    case (.completed, _), (.failed, _), (.cancelled, _), (.refunded, _), (.disputed, _):
      return store(.ignored, at: moment)
    }
  }

  /// Keeps the event for an admin to look at; credits nothing.
  private func park(at moment: Moment) -> Decision { store(.parked, at: moment) }

  private func store(
    _ verdict: GatewayEventVerdict, change: Purchase? = nil,
    transaction: TransactionDraft? = nil, also others: [RowChange] = [], at moment: Moment
  ) -> Decision {
    let id = GatewayEventID(moment.stamp.rawValue)
    let event = GatewayEvent(id: id, report: report, verdict: verdict)
    var facts: [Fact] = [.gatewayEventStored(id, verdict)]
    var rows: [RowChange] = [
      .gatewayEvent(event), .name(report.uniqueName, OwnerID(id)),
    ]
    if let change {
      facts.append(.purchaseChanged(PurchaseChange(change)))
      rows.append(.purchase(change))
    }
    rows += others
    return .accept(
      Delta(facts: facts, transactions: transaction.map { [$0] } ?? [], rows: rows))
  }
}
