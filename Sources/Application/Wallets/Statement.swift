package import Ledger
package import Monetization
package import Money

/// Which lines of a statement are wanted.
package struct StatementQuery: Equatable, Sendable {
  /// `wallet` or `earnings`.
  package var kind = AccountKind.wallet
  package var unit = AmountUnit.coin
  /// nil for every line.
  package var line: LineKind?
  /// Inclusive.
  package var from: Timestamp?
  /// Exclusive.
  package var to: Timestamp?
  package var cursor: WalkCursor?
  package var limit = 20
  /// Whether every line is wanted, of which `limit` come at a time.
  package var isWhole = false

  package init() {}
}

/// One line of a statement with what its description needs.
package struct StatementLine: Equatable, Sendable {
  package let transaction: Transaction
  package let posting: Posting
  /// The posting's place in its transaction, which makes the line's own id.
  package let number: Int
  package let time: Timestamp
  /// The payment that it is part of, and the gift that was paid for.
  package let payment: CreatorPaid?
  package let gift: SentGift?
  /// Why an admin adjusted it; nil when it was erased.
  package let reason: String?
  /// What an integrator keeps with the payment, purchase or adjustment; nil when it was erased.
  package let metadata: Metadata?

  /// The line's id: unique, and in the order of time.
  package var id: String { "\(transaction.id.text)-\(number)" }
}

/// One page of a statement, newest first.
package struct Statement: Sendable {
  package let lines: [StatementLine]
  package let next: WalkCursor?
  package let names: Names
  /// How many entries were looked at.
  package let steps: Int
}

extension Platform {
  /// One page of a user's statement.
  ///
  /// - Returns: nil for a cursor that points at nothing.
  /// - Throws: ``StoreError``.
  package func statement(
    of user: UserID, _ query: StatementQuery
  ) async throws(StoreError) -> Statement? {
    let store = store
    let found = try await readers.read(as: .own) { () throws(StoreError) in
      try store.statement(of: user, query)
    }
    guard let (lines, next, steps) = found else { return nil }
    let payments = lines.compactMap(\.payment)
    var names = try await names(
      users: payments.flatMap { [$0.payer, $0.creator] },
      gifts: lines.compactMap(\.gift?.gift), for: .person(user))
    names.coins = try await directory.settings().coinWords
    return Statement(lines: lines, next: next, names: names, steps: steps)
  }
}

extension Store {
  fileprivate func statement(
    of user: UserID, _ query: StatementQuery
  ) throws(StoreError) -> (lines: [StatementLine], next: WalkCursor?, steps: Int)? {
    guard try pointsAtEntry(query.cursor) else { return nil }
    let key = AccountKey(OwnerID(user), query.kind, query.unit)
    let page = try walk(
      key, in: self, from: query.cursor, limit: query.limit, oldest: query.from
    ) { line in
      (query.line == nil || query.line == line.posting.line)
        && query.to.map { line.entry.stamp.time < $0 } ?? true
    }
    let purchases = page.lines.map(\.transaction).filter { $0.kind == .purchase }
    // Coins and bonus are two lines of one purchase.
    let state = try state(of: Array(Set(purchases.map(\.reference))))
    var lines: [StatementLine] = []
    for line in page.lines { lines.append(try statementLine(of: line, in: state)) }
    return (lines, page.next, page.steps)
  }

  /// One line, with what is kept beside the journal; `state` has the purchases of its page.
  private func statementLine(
    of line: WalkLine, in state: State
  ) throws(StoreError) -> StatementLine {
    let payment = line.entry.payment(of: line.transaction.id)
    let gift = payment == nil ? nil : line.entry.sentGift
    var (reason, metadata): (String?, Metadata?)
    switch line.transaction.kind {
    case .adjustment: (reason, metadata) = try adjustmentTexts(at: line.entry.position)
    case .purchase: metadata = state.purchases[line.transaction.reference]?.metadata
    case .gift, .payment, .reversal:
      if let payment { metadata = try self.metadata(of: payment, at: line.entry.position) }
    }
    return StatementLine(
      transaction: line.transaction, posting: line.posting,
      number: line.transaction.postings.firstIndex(of: line.posting) ?? 0,
      time: line.entry.stamp.time, payment: payment, gift: gift, reason: reason,
      metadata: metadata)
  }

  /// The texts of an adjustment in their order; each is nil when there is none, or it was erased.
  private func adjustmentTexts(
    at position: EntryPosition
  ) throws(StoreError) -> (reason: String?, metadata: Metadata?) {
    let texts = try texts(at: position).map { $0?.text }
    let metadata = texts.dropFirst().first.flatMap(\.self).flatMap { Metadata(text: $0) }
    return (texts.first ?? nil, metadata)
  }
}
