import Ledger

/// The platform is about to ask a gateway what became of a purchase.
///
/// Every look-up is journaled before the gateway is asked. So a look-up that ends the process is
/// not begun again at once after each restart, and of several who tick only one asks.
package struct BeginLookUp: Equatable, Sendable {
  package let purchase: PurchaseID

  package init(purchase: PurchaseID) { self.purchase = purchase }

  /// What the rules read.
  package var footprint: Footprint { Footprint(owners: [OwnerID(purchase)]) }

  func decide(in state: State, at moment: Moment) -> Decision {
    guard var purchase = state.purchases[OwnerID(purchase)] else {
      return .refuse(.notFound(.purchase))
    }
    let age = purchase.age(at: moment.time)
    let due = purchase.nextLookUp
    guard purchase.isOpen, due < LookUpSchedule.ages.count, LookUpSchedule.ages[due] <= age else {
      return .unchanged
    }
    // What was missed, because nothing ran for a while, is made up for by one.
    purchase.nextLookUp = LookUpSchedule.next(after: age)
    return .accept(
      Delta(
        facts: [.lookUpBegun(purchase.id, next: Int64(purchase.nextLookUp))],
        rows: [.purchase(purchase)]))
  }
}
