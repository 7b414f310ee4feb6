import Ledger
import Money

/// An admin makes a gift of the catalog or edits one.
///
/// An edit is applied to the gift as it is when the command is decided, so that two edits of
/// different fields, or an edit and the sends that lower a stock, all hold.
package struct SaveGift: Rule {
  package typealias Made = GiftSaved

  /// nil makes a new gift.
  package let id: GiftID?
  package let changes: GiftChanges

  package init(id: GiftID?, changes: GiftChanges) {
    self.id = id
    self.changes = changes
  }

  /// Sets every field.
  ///
  /// - Parameters:
  ///   - id: nil makes a new gift.
  ///   - gift: The gift as wanted; its own identifier is ignored.
  package init(id: GiftID?, gift: Gift) { self.init(id: id, changes: GiftChanges(gift)) }

  /// What the rules read.
  package var footprint: Footprint { Footprint(owners: id.map { [OwnerID($0)] } ?? []) }

  package var command: Command { .saveGift(self) }

  package func decide(in state: State, at moment: Moment) -> Decision {
    let before = id.flatMap { state.gifts[OwnerID($0)] }
    guard id == nil || before != nil else { return .refuse(.notFound(.gift)) }
    let after = changes.applied(to: before ?? .blank(GiftID(moment.stamp.rawValue)))
    if let fault = after.fault { return .refuse(fault) }
    guard after != before else { return .unchanged }
    return .accept(Delta(facts: [.giftSaved(GiftSaved(after.id))], rows: [.gift(after)]))
  }
}

extension Gift {
  /// A gift of which nothing is set yet.
  fileprivate static func blank(_ id: GiftID) -> Gift {
    Gift(
      id: id,
      appearance: GiftAppearance(name: "", description: "", category: .emoji, rarity: .common),
      coinPrice: .zero)
  }

  /// What makes the gift unusable; nil when nothing does.
  fileprivate var fault: Refusal? {
    guard (1...Amount.operationMax).contains(coinPrice.count) else {
      return .gift(.coinPriceOutOfBounds)
    }
    guard (1...Amount.operationMax).contains(usdCents ?? 1) else {
      return .gift(.dollarPriceOutOfBounds)
    }
    guard (0...Amount.balanceMax).contains(remaining ?? 0) else {
      return .gift(.stockOutOfBounds)
    }
    return nil
  }
}
