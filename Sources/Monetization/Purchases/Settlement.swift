import Ledger
import Money

/// What a report comes to that has settled nothing yet.
struct Settlement {
  let report: GatewayReport
  let event: GatewayEventID
  /// Whether the report was stored before, when its order was not known.
  let isStored: Bool
  let moment: Moment

  /// Moves a purchase on, whose buyer's rows are loaded.
  func move(_ purchase: Purchase, in state: State) -> Decision {
    guard purchase.gateway == report.gateway else { return park(.otherGateway) }
    switch report.outcome {
    case .paid(let payment): return settle(purchase, by: payment, in: state)
    case .processing: return wait(for: purchase)
    case .failed(let reason): return close(purchase, as: .failed, reason: reason)
    case .cancelled: return close(purchase, as: .cancelled, reason: nil)
    case .irrelevant: return store(.ignored)
    case .unreadable: return park(.unreadable)
    }
  }

  /// Keeps a report that is of no order of ours.
  func keep() -> Decision {
    switch report.outcome {
    case .processing, .paid, .failed, .cancelled: park(.unknownOrder)
    case .irrelevant: store(.ignored)
    case .unreadable: park(.unreadable)
    }
  }

  private func settle(
    _ purchase: Purchase, by payment: GatewayReport.Payment, in state: State
  ) -> Decision {
    if let reason = payment.contradiction(to: purchase.offer.price) { return park(reason) }
    switch purchase.status {
    case .completed, .refunded, .disputed:
      let isSame = purchase.gatewayTransaction == payment.transaction
      return isSame ? store(.ignored) : park(.secondPayment)
    case .pending, .processing, .failed, .cancelled:
      // Money that comes after we gave up was taken all the same.
      return credit(purchase, by: payment, in: state)
    }
  }

  private func credit(
    _ purchase: Purchase, by payment: GatewayReport.Payment, in state: State
  ) -> Decision {
    let name = UniqueName.payment(payment.transaction, at: report.gateway)
    guard state.names[name] == nil else { return park(.paymentOfOtherOrder) }
    let buyer = state.buyers[OwnerID(purchase.user)]
    let completed = purchase.completed(by: payment, of: buyer, at: moment)
    let movements = completed.movements(paidBy: payment, at: moment)
    guard state.canTake(movements) else { return park(.outOfBounds) }
    let draft = TransactionDraft(
      id: TransactionID(moment.stamp.rawValue), kind: .purchase,
      reference: OwnerID(purchase.id), movements: movements)
    return store(
      .applied, change: completed, transaction: draft,
      also: completed.becoming(buyer) + completed.claimingPayment)
  }

  /// The gateway works on it: only a purchase without a report moves.
  private func wait(for purchase: Purchase) -> Decision {
    guard purchase.status == .pending else { return store(.ignored) }
    var waiting = purchase
    waiting.status = .processing
    waiting.updatedAt = moment.time
    return store(.applied, change: waiting)
  }

  /// Nothing was paid: closes an open purchase, and says nothing new about any other.
  private func close(
    _ purchase: Purchase, as status: PurchaseStatus, reason: String?
  ) -> Decision {
    switch (purchase.status, status) {
    // A failure says more than a cancellation: whichever comes first, both end as failed.
    case (.pending, _), (.processing, _), (.cancelled, .failed):
      var closed = purchase
      closed.status = status
      closed.failureReason = reason
      closed.updatedAt = moment.time
      return store(.applied, change: closed)
    case (.completed, _), (.failed, _), (.cancelled, _), (.refunded, _), (.disputed, _):
      return store(.ignored)
    }
  }

  /// Keeps the event for an admin to look at; credits nothing.
  private func park(_ reason: ParkingReason) -> Decision { store(.parked, because: reason) }

  /// Keeps the event, with what it changes.
  private func store(
    _ verdict: GatewayEventVerdict, because reason: ParkingReason? = nil, change: Purchase? = nil,
    transaction: TransactionDraft? = nil, also others: [RowChange] = []
  ) -> Decision {
    let row = GatewayEvent(id: event, report: report, verdict: verdict, reason: reason)
    var facts: [Fact] = [.gatewayEventStored(GatewayEventStored(event, verdict))]
    var rows: [RowChange] = [.gatewayEvent(row)]
    // A name is claimed once, by the entry that stores the event first.
    if !isStored { rows.append(.name(report.uniqueName, OwnerID(event))) }
    if let change {
      facts.append(.purchaseChanged(PurchaseChange(change)))
      rows.append(.purchase(change))
    }
    rows += others
    return .accept(
      Delta(facts: facts, transactions: transaction.map { [$0] } ?? [], rows: rows))
  }
}

extension GatewayReport.Payment {
  /// Why it cannot be the payment of an order of this price; nil when it can.
  fileprivate func contradiction(to price: Money) -> ParkingReason? {
    guard amount.currency == price.currency else { return .otherCurrency }
    guard amount == price else { return .otherAmount }
    let isFee = fee.currency == price.currency && (0...price.minorUnits).contains(fee.minorUnits)
    return isFee ? nil : .wrongFee
  }
}
