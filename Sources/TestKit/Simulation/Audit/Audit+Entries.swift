import Ledger
import Monetization
import Money

extension Audit {
  /// Compares an entry with what the model expects of it.
  ///
  /// - Throws: ``Discrepancy``.
  func compare(_ entry: JournalEntry, with expectation: NaiveModel.Expectation) throws {
    var lines: [NaiveModel.Line: Int64] = [:]
    for posting in entry.transactions.flatMap(\.postings) {
      let line = NaiveModel.Line(account: posting.account, line: posting.line)
      lines[line, default: 0] += posting.quantity
    }
    try require(
      lines == expectation.lines, "moved \(lines) instead of \(expectation.lines)")
    let facts = entry.facts.map { $0.numbers(in: entry) }
    try require(
      facts == expectation.facts, "journaled \(facts) instead of \(expectation.facts)")
    try require(entry.texts.count == expectation.texts, "\(entry.texts.count) texts")
  }
}

extension NaiveModel {
  /// Checks the postings of an entry against the balances before it.
  ///
  /// - Throws: ``Discrepancy``.
  mutating func post(_ entry: JournalEntry) throws {
    var after: [AccountKey: Int64] = [:]
    for transaction in entry.transactions {
      var sums: [AmountUnit: Int64] = [:]
      for posting in transaction.postings {
        let key = posting.account
        let balance = (after[key] ?? balances[key] ?? 0) + posting.quantity
        after[key] = balance
        sums[key.unit, default: 0] += posting.quantity
        try require(posting.after.balance == balance, "a posting misstates \(key)")
        try require(balance >= 0 || !key.kind.staysNonNegative, "\(key) is below nothing")
        try require(
          posting.previous == lastEntries[key] ?? .none, "a posting points past \(key)'s last")
        lastEntries[key] = entry.position
      }
      try require(sums.values.allSatisfy { $0 == 0 }, "a transaction does not balance: \(sums)")
    }
  }

  /// Compares an owner's stored rows with the model.
  ///
  /// - Throws: ``Discrepancy``.
  func compare(with state: State, of owner: OwnerID) throws {
    for (key, balance) in balances where key.owner == owner {
      try require(state.account(key).balance == balance, "the balance of \(key) is wrong")
    }
    let id = UserID(owner.rawValue)
    if let user = users[id] {
      let row = state.users[owner]
      try require(
        row?.isSuspended == user.isSuspended && row?.isAdmin == user.isAdmin
          && row?.profile == user.profile && row?.dailySpendingLimit == user.limit
          && state.creators[owner]?.status == user.creator, "the row of a user is wrong")
      let live = streams.first { $0.value.creator == id && $0.value.status == .live }?.key
      try require(state.creators[owner]?.liveStream == live, "another stream is live")
    }
    if let gift = gifts[GiftID(owner.rawValue)] {
      try require(state.gifts[owner] == gift, "the row of a gift is wrong")
    }
    if let coinPackage = packages[PackageID(owner.rawValue)] {
      try require(state.packages[owner] == coinPackage, "the row of a package is wrong")
    }
    if let purchase = purchases[PurchaseID(owner.rawValue)] {
      let row = state.purchases[owner]
      try require(
        row?.status == purchase.status && row?.gatewayTransaction == purchase.transaction
          && row?.nextLookUp == purchase.lookUps && row?.offer == purchase.offer
          && row?.metadata == purchase.metadata,
        "the row of a purchase is wrong")
    }
    if let stream = streams[StreamID(owner.rawValue)] {
      let row = state.streams[owner]
      try require(
        row?.status == stream.status && row?.title == stream.title
          && row?.viewersMax == stream.viewersMax && row?.scheduledAt == stream.scheduledAt,
        "the row of a stream is wrong")
    }
  }
}

extension JournalEntry {
  /// Everybody and everything whose rows the entry may have changed.
  var owners: Set<OwnerID> {
    var owners = Set(transactions.flatMap(\.postings).map(\.account.owner))
    owners.insert(OwnerID(rawValue: stamp.rawValue))
    for fact in facts {
      for number in fact.numbers(in: self).dropFirst() where number > 1_000_000_000_000 {
        owners.insert(OwnerID(rawValue: number))
      }
    }
    return owners
  }
}

extension Fact {
  /// The fact as plain numbers; 0 for the identifier that its entry minted.
  ///
  /// A kind of fact that says no numbers is one that no scenario knows: it never fits.
  func numbers(in entry: JournalEntry) -> [Int64] {
    var reading = FactNumbers()
    visit(&reading)
    return reading.numbers.map { $0 == entry.stamp.rawValue ? 0 : $0 }
  }
}

private struct FactNumbers: FactVisitor {
  var numbers: [Int64] = []

  mutating func visit(_ body: some FactBody) {
    if let audited = body as? any AuditedFact { numbers = audited.numbers }
  }
}
