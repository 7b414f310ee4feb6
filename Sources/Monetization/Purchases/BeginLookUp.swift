import Ledger

/// The platform is about to ask a gateway for the result of a purchase.
///
/// Every look-up is journaled before the gateway is asked. So a look-up that ends the process is
/// not begun again at once after each restart, and of several who tick only one asks.
package struct BeginLookUp: Rule {
  package typealias Made = LookUpBegun

  package let purchase: PurchaseID
  /// How long after its order the gateway may still take the money, in milliseconds.
  package let payableMilliseconds: Int64

  package init(purchase: PurchaseID, payableMilliseconds: Int64) {
    self.purchase = purchase
    self.payableMilliseconds = payableMilliseconds
  }

  /// What the rules read.
  package var footprint: Footprint { Footprint(owners: [OwnerID(purchase)]) }

  package var command: Command { .beginLookUp(self) }

  package func decide(in state: State, at moment: Moment) -> Decision {
    guard var purchase = state.purchases[OwnerID(purchase)] else {
      return .refuse(.notFound(.purchase))
    }
    let age = purchase.age(at: moment.time)
    let due = purchase.nextLookUp
    guard purchase.mayBePaid, due < LookUpSchedule.ages.count, LookUpSchedule.ages[due] <= age
    else { return .unchanged }
    // A purchase that ended unpaid is asked about for the last time once no money can come.
    let isLast = !purchase.isOpen && age >= payableMilliseconds
    // What was missed, because nothing ran for a while, is made up for by one.
    purchase.nextLookUp = isLast ? LookUpSchedule.ages.count : LookUpSchedule.next(after: age)
    return .accept(
      Delta(
        facts: [.lookUpBegun(LookUpBegun(purchase.id, next: Int64(purchase.nextLookUp)))],
        rows: [.purchase(purchase)]))
  }
}
