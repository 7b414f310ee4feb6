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
  /// All payments of that side, received ones of that unit.
  package let total: Total
  package let names: Names
  /// How many entries were looked at.
  package let steps: Int
}

/// What a history needs to know of a source of earnings.
struct PaymentKind<Item: Sendable, Total: Sendable>: Sendable {
  let source: EarningSource
  let lines: (sent: LineKind, received: LineKind)
  /// What a user sent in all, or received in the unit of the side.
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
    let side = try await resolved(side, kind.source)
    let account = side.account(of: user)
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

  /// The side with the unit that it is about, so that list and total are of the same payments.
  private func resolved(
    _ side: PaymentSide, _ source: EarningSource
  ) async throws(StoreError) -> PaymentSide {
    guard case .received(nil) = side else { return side }
    return .received(try await directory.settings().splits.rule(for: source).unit)
  }
}

extension PaymentSide {
  /// The account whose lines are walked.
  fileprivate func account(of user: UserID) -> AccountKey {
    switch self {
    case .sent: AccountKey(OwnerID(user), .wallet, .coin)
    case .received(let unit): AccountKey(OwnerID(user), .earnings, unit ?? .coin)
    }
  }
}
