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
package struct GiftHistory: Sendable {
  package let items: [GiftItem]
  package let next: WalkCursor?
  package let total: GiftTotal
  package let names: Names
  /// How many entries were looked at.
  package let steps: Int
}

extension Platform {
  /// One page of the gifts that a user sent or received.
  ///
  /// - Parameters:
  ///   - user: Whose gifts.
  ///   - direction: Sent, or received in a unit.
  ///   - cursor: Where the page before ended; nil for the newest.
  ///   - limit: At most this many.
  /// - Returns: nil for a cursor that points at nothing.
  /// - Throws: ``StoreError``.
  package func giftHistory(
    of user: UserID, _ direction: PaymentDirection, from cursor: WalkCursor?, limit: Int
  ) async throws(StoreError) -> GiftHistory? {
    let total = try await readProjections(as: .own) { (projections) throws(StoreError) in
      let totals = try projections.totals(of: user)
      return direction == .sent ? totals.giftsSent : totals.giftsReceived
    }
    let store = store
    let found = try await readers.read(as: .own) { () throws(StoreError) in
      try store.gifts(of: user, direction, from: cursor, limit: limit)
    }
    guard let (items, next, steps) = found else { return nil }
    let names = try await names(of: items, as: .own)
    return GiftHistory(items: items, next: next, total: total, names: names, steps: steps)
  }

  /// The names that some gifts mention.
  ///
  /// - Throws: ``StoreError``.
  package func names(
    of items: [GiftItem], as reader: ReaderClass
  ) async throws(StoreError) -> Names {
    try await names(
      users: items.flatMap { [$0.sent.sender, $0.sent.receiver] }, gifts: items.map(\.sent.gift),
      as: reader)
  }
}

extension Store {
  fileprivate func gifts(
    of user: UserID, _ direction: PaymentDirection, from cursor: WalkCursor?, limit: Int
  ) throws(StoreError) -> (items: [GiftItem], next: WalkCursor?, steps: Int)? {
    guard try pointsAtEntry(cursor) else { return nil }
    let page = try walk(
      direction.account(of: user), in: self, from: cursor, limit: limit
    ) { line in
      line.posting.line == direction.line(sent: .giftSent, received: .giftReceived)
    }
    var items: [GiftItem] = []
    for line in page.lines {
      let balance = direction == .sent ? line.posting.after.balance : nil
      if let item = try giftItem(of: line.entry, balance: balance) { items.append(item) }
    }
    return (items, page.next, page.steps)
  }

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
