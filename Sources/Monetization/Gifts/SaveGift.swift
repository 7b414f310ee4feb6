import Ledger
import Money

/// An admin makes a gift of the catalog or changes one.
package struct SaveGift: Equatable, Sendable {
  /// nil makes a new gift.
  package let id: GiftID?
  /// The gift as it shall be; its id is ignored for a new one.
  package let gift: Gift
  /// Whether the stock stays what it is: sends change it while an admin edits a name.
  package let keepsStock: Bool

  package init(id: GiftID?, gift: Gift, keepsStock: Bool = false) {
    self.id = id
    self.gift = gift
    self.keepsStock = keepsStock
  }

  /// What the rules read.
  package var footprint: Footprint { Footprint(owners: id.map { [OwnerID($0)] } ?? []) }

  func decide(in state: State, at moment: Moment) -> Decision {
    guard (1...Amount.operationMax).contains(gift.coinPrice.count) else {
      return .refuse(.invalid(field: "coinPrice", reason: "A gift costs at least one coin."))
    }
    guard (1...Amount.operationMax).contains(gift.usdCents ?? 1) else {
      return .refuse(.invalid(field: "usdPrice", reason: "A dollar price is at least one cent."))
    }
    guard (0...Amount.balanceMax).contains(gift.remaining ?? 0) else {
      return .refuse(.invalid(field: "remaining", reason: "A stock is not negative."))
    }
    guard let id else {
      let made = gift.with(id: GiftID(moment.stamp.rawValue))
      return .accept(Delta(facts: [.giftSaved(GiftSaved(made.id))], rows: [.gift(made)]))
    }
    guard let before = state.gifts[OwnerID(id)] else { return .refuse(.notFound(.gift)) }
    var after = gift.with(id: id)
    if keepsStock { after.remaining = before.remaining }
    guard after != before else { return .unchanged }
    return .accept(Delta(facts: [.giftSaved(GiftSaved(id))], rows: [.gift(after)]))
  }
}

extension Gift {
  fileprivate func with(id: GiftID) -> Gift {
    var copy = Gift(id: id, appearance: appearance, coinPrice: coinPrice)
    copy.usdCents = usdCents
    copy.isActive = isActive
    copy.isFeatured = isFeatured
    copy.remaining = remaining
    copy.sortOrder = sortOrder
    return copy
  }
}
