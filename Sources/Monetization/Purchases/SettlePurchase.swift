import Ledger

/// A gateway's verified report is stored, and moves its purchase on if it can.
///
/// Events may come twice, late and in any order; every order ends in the same state. What nobody
/// can be credited for is parked with its reason, so that no money is ever ignored.
package struct SettlePurchase: Rule {
  package typealias Made = GatewayEventStored

  package let report: GatewayReport
  /// The buyer, whom an unlocked look found in the purchase; nil when it found no purchase.
  package let buyer: UserID?
  /// The event as it was stored before; nil when an unlocked look found none.
  package let stored: GatewayEventID?

  package init(report: GatewayReport, buyer: UserID?, stored: GatewayEventID? = nil) {
    self.report = report
    self.buyer = buyer
    self.stored = stored
  }

  /// What the rules read.
  package var footprint: Footprint {
    let owners = [
      report.purchase.map { OwnerID($0) }, buyer.map { OwnerID($0) }, stored.map { OwnerID($0) },
    ]
    let payment = report.payment.map { UniqueName.payment($0.transaction, at: report.gateway) }
    return Footprint(
      owners: owners.compactMap(\.self), names: [report.uniqueName, payment].compactMap(\.self))
  }

  package var command: Command { .settlePurchase(self) }

  package func decide(in state: State, at moment: Moment) -> Decision {
    let purchase = report.purchase.flatMap { state.purchases[OwnerID($0)] }
    var id = GatewayEventID(moment.stamp.rawValue)
    let known = state.names[report.uniqueName]
    if let known {
      // Only an event that came before its order has anything to say when it comes again.
      guard purchase != nil, let event = state.gatewayEvents[known], event.reason == .unknownOrder
      else { return .unchanged }
      id = event.id
    }
    let settlement = Settlement(
      report: report, event: id, isStored: known != nil, moment: moment)
    guard let purchase else { return settlement.keep() }
    // The buyer's rows are not here: the look was before the order was made.
    guard purchase.user == buyer else { return .refuse(.notFound(.purchase)) }
    return settlement.move(purchase, in: state)
  }
}
