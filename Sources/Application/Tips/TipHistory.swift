package import Ledger
package import Monetization
import Money

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
package typealias TipHistory = PaymentHistory<TipItem, TipTotal>

extension PaymentKind<TipItem, TipTotal> {
  fileprivate static var tips: Self {
    PaymentKind(
      source: .tip, lines: (.tipSent, .tipReceived)
    ) { (projections, user, side) throws(StoreError) in
      guard case .received(let unit) = side else {
        return try projections.tipTotals(of: user).sent
      }
      let (count, coins) = try projections.received(by: user, from: .tip, in: unit ?? .coin)
      return TipTotal(count: count, coins: coins)
    } item: { (store, line, _) throws(StoreError) in
      guard let payment = line.entry.payment(of: line.transaction.id) else { return nil }
      let position = line.entry.position
      return TipItem(
        payment: payment, sentAt: line.entry.stamp.time,
        message: try store.text(.message, of: payment, at: position),
        metadata: try store.metadata(of: payment, at: position))
    } mentions: { items in
      (items.flatMap { [$0.payment.payer, $0.payment.creator] }, [])
    }
  }
}

extension Platform {
  /// One page of the tips that a user sent or received.
  ///
  /// - Returns: nil for a cursor that points at nothing.
  /// - Throws: ``StoreError``.
  package func tipHistory(
    of user: UserID, _ side: PaymentSide, from cursor: WalkCursor?, limit: Int
  ) async throws(StoreError) -> TipHistory? {
    try await history(.tips, of: user, side, from: cursor, limit: limit)
  }
}
