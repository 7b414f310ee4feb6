package import Ledger
package import Monetization
import Money

/// A sent gift as it is shown later.
package struct GiftItem: Equatable, Sendable {
  package let sent: SentGift
  package let sentAt: Timestamp
  /// nil when there was none, or when it was erased.
  package let message: String?
  /// nil when there was none, or when it was erased.
  package let metadata: Metadata?
  /// The sender's wallet right after the gift; only in the sender's own history.
  package let balance: Int64?
}

/// One page of somebody's gifts, newest first.
package typealias GiftHistory = PaymentHistory<GiftItem, GiftTotal>

extension PaymentKind<GiftItem, GiftTotal> {
  fileprivate static var gifts: Self {
    PaymentKind(
      source: .gift, lines: (.giftSent, .giftReceived)
    ) { (projections, user, side) throws(StoreError) in
      guard case .received(let unit) = side else {
        return try projections.totals(of: user).giftsSent
      }
      let (count, coins) = try projections.received(by: user, from: .gift, in: unit ?? .coin)
      return GiftTotal(count: count, coins: coins)
    } item: { (store, line, side) throws(StoreError) in
      let balance = side == .sent ? line.posting.after.balance : nil
      return try store.giftItem(of: line.entry, balance: balance)
    } mentions: { items in
      (items.flatMap { [$0.sent.sender, $0.sent.receiver] }, items.map(\.sent.gift))
    }
  }
}

extension Platform {
  /// One page of the gifts that a user sent or received.
  ///
  /// - Returns: nil for a cursor that points at nothing.
  /// - Throws: ``StoreError``.
  package func giftHistory(
    of user: UserID, _ side: PaymentSide, from cursor: WalkCursor?, limit: Int
  ) async throws(StoreError) -> GiftHistory? {
    try await history(.gifts, of: user, side, from: cursor, limit: limit)
  }

  /// The names that some gifts mention.
  ///
  /// - Throws: ``StoreError``.
  package func names(
    of items: [GiftItem], as reader: ReaderClass
  ) async throws(StoreError) -> Names {
    try await names(
      users: items.flatMap { [$0.sent.sender, $0.sent.receiver] }, gifts: items.map(\.sent.gift),
      for: .anybody, as: reader)
  }
}

extension Store {
  /// Whether a cursor that a client sent names an entry; a missing one does too.
  ///
  /// - Throws: ``StoreError``.
  func pointsAtEntry(_ cursor: WalkCursor?) throws(StoreError) -> Bool {
    guard let cursor else { return true }
    return try entry(at: cursor.position) != nil
  }

  /// The gift of an entry; nil when it holds none.
  ///
  /// - Throws: ``StoreError``.
  func giftItem(of entry: JournalEntry, balance: Int64?) throws(StoreError) -> GiftItem? {
    guard let sent = entry.sentGift else { return nil }
    return GiftItem(
      sent: sent, sentAt: entry.stamp.time,
      message: try text(.message, of: sent.payment, at: entry.position),
      metadata: try metadata(of: sent.payment, at: entry.position), balance: balance)
  }

  /// A text of a payment; nil when there is none, or when it was erased.
  ///
  /// - Throws: ``StoreError``.
  package func text(
    _ kind: TextKinds, of payment: CreatorPaid, at position: EntryPosition
  ) throws(StoreError) -> String? {
    guard let place = payment.texts.place(of: kind) else { return nil }
    let texts = try texts(at: position)
    return texts.indices.contains(place) ? texts[place]?.text : nil
  }

  /// The metadata of a payment; nil when there is none, or when it was erased.
  ///
  /// - Throws: ``StoreError``.
  package func metadata(
    of payment: CreatorPaid, at position: EntryPosition
  ) throws(StoreError) -> Metadata? {
    try text(.metadata, of: payment, at: position).flatMap { Metadata(text: $0) }
  }
}
