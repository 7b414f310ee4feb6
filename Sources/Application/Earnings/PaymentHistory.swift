import Ledger
import Monetization
package import Money

/// Which of somebody's payments a history lists.
package enum PaymentSide: Equatable, Sendable {
  case sent
  /// Received as earnings of a unit; nil for the unit that the source's split pays out now.
  case received(AmountUnit?)
}

/// One page of somebody's payments of a source, newest first.
package struct PaymentHistory<Item: Sendable, Total: Sendable>: Sendable {
  package let items: [Item]
  package let next: WalkCursor?
  /// All payments of that side.
  package let total: Total
  package let names: Names
  /// How many entries were looked at.
  package let steps: Int
}

/// What a history needs to know of a source of earnings.
struct PaymentKind<Item: Sendable, Total: Sendable>: Sendable {
  let source: EarningSource
  let lines: (sent: LineKind, received: LineKind)
  /// What a user sent or received in all.
  let total: @Sendable (any Projections, UserID, PaymentSide) throws(StoreError) -> Total
  /// The payment of a line; nil when its entry holds none.
  let item: @Sendable (any Store, WalkLine, PaymentSide) throws(StoreError) -> Item?
  /// Whom and what the items mention.
  let mentions: @Sendable ([Item]) -> (users: [UserID], gifts: [GiftID])
}

extension Platform {
  /// One page of the payments of a kind that a user sent or received.
  ///
  /// - Parameters:
  ///   - kind: Which payments.
  ///   - user: Whose.
  ///   - side: Sent, or received in a unit.
  ///   - cursor: Where the page before ended; nil for the newest.
  ///   - limit: At most this many.
  /// - Returns: nil for a cursor that points at nothing.
  /// - Throws: ``StoreError``.
  func history<Item, Total>(
    _ kind: PaymentKind<Item, Total>, of user: UserID, _ side: PaymentSide,
    from cursor: WalkCursor?, limit: Int
  ) async throws(StoreError) -> PaymentHistory<Item, Total>? {
    let account = try await account(of: user, side, kind.source)
    let total = try await readProjections(as: .own) { (projections) throws(StoreError) in
      try kind.total(projections, user, side)
    }
    let store = store
    let line = side == .sent ? kind.lines.sent : kind.lines.received
    let found = try await readers.read(as: .own) { () throws(StoreError) in
      guard try store.pointsAtEntry(cursor) else { return (items: [Item], page: WalkPage)?.none }
      let page = try walk(account, in: store, from: cursor, limit: limit) {
        $0.posting.line == line
      }
      var items: [Item] = []
      for line in page.lines {
        if let item = try kind.item(store, line, side) { items.append(item) }
      }
      return (items, page)
    }
    guard let (items, page) = found else { return nil }
    let mentions = kind.mentions(items)
    let names = try await names(users: mentions.users, gifts: mentions.gifts, for: .person(user))
    return PaymentHistory(
      items: items, next: page.next, total: total, names: names, steps: page.steps)
  }

  /// The account whose lines are walked.
  private func account(
    of user: UserID, _ side: PaymentSide, _ source: EarningSource
  ) async throws(StoreError) -> AccountKey {
    guard case .received(let asked) = side else {
      return AccountKey(OwnerID(user), .wallet, .coin)
    }
    let unit: AmountUnit
    if let asked {
      unit = asked
    } else {
      unit = try await directory.settings().splits.rule(for: source).unit
    }
    return AccountKey(OwnerID(user), .earnings, unit)
  }
}
