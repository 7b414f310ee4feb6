package import Ledger
package import Monetization

/// A tip as it is shown later.
package struct TipItem: Equatable, Sendable {
  package let payment: CreatorPaid
  package let sentAt: Timestamp
  /// nil when there was none, or when it was erased.
  package let message: String?
  /// As the message.
  package let metadata: Metadata?
}

/// One page of somebody's tips, newest first.
package struct TipHistory: Sendable {
  package let items: [TipItem]
  package let next: WalkCursor?
  /// All tips of that direction.
  package let total: TipTotal
  package let names: Names
  /// How many entries were looked at.
  package let steps: Int
}

extension Platform {
  /// One page of the tips that a user sent or received.
  ///
  /// - Parameters:
  ///   - user: Whose tips.
  ///   - direction: Sent, or received in a unit.
  ///   - cursor: Where the page before ended; nil for the newest.
  ///   - limit: At most this many.
  /// - Returns: nil for a cursor that points at nothing.
  /// - Throws: ``StoreError``.
  package func tipHistory(
    of user: UserID, _ direction: PaymentDirection, from cursor: WalkCursor?, limit: Int
  ) async throws(StoreError) -> TipHistory? {
    let total = try await readProjections(as: .own) { (projections) throws(StoreError) in
      try projections.tipTotals(of: user)
    }
    let store = store
    let found = try await readers.read(as: .own) { () throws(StoreError) in
      try store.tips(of: user, direction, from: cursor, limit: limit)
    }
    guard let (items, next, steps) = found else { return nil }
    let people = items.flatMap { [$0.payment.payer, $0.payment.creator] }
    return TipHistory(
      items: items, next: next, total: direction == .sent ? total.sent : total.received,
      names: try await names(users: people), steps: steps)
  }
}

extension Store {
  fileprivate func tips(
    of user: UserID, _ direction: PaymentDirection, from cursor: WalkCursor?, limit: Int
  ) throws(StoreError) -> (items: [TipItem], next: WalkCursor?, steps: Int)? {
    guard try pointsAtEntry(cursor) else { return nil }
    let page = try walk(
      direction.account(of: user), in: self, from: cursor, limit: limit
    ) { line in
      line.posting.line == direction.line(sent: .tipSent, received: .tipReceived)
    }
    var items: [TipItem] = []
    for line in page.lines {
      guard let payment = line.entry.payment(of: line.transaction.id) else { continue }
      let message = try text(.message, of: payment, at: line.entry.position)
      items.append(
        TipItem(
          payment: payment, sentAt: line.entry.stamp.time, message: message,
          metadata: try metadata(of: payment, at: line.entry.position)))
    }
    return (items, page.next, page.steps)
  }
}
