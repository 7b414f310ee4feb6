import Application
import Ledger
import Monetization

/// The statements that keep what supporters gave, and the few who gave each creator most.
final class SupporterWriting {
  private let addSum: Statement
  /// The sum of a pair that had one.
  private let newSum: StatementNote
  private let topOfCreator: Statement
  private let putTop: Statement
  /// The stored lists of creators who got something lately: most gifts change none.
  private var tops: Tops = [:]

  private typealias Tops = [UserID: TopSupporters]

  init(on connection: Connection) throws(StoreError) {
    newSum = try connection.defineNote(named: "new_sum")
    addSum = try connection.prepare(
      """
      INSERT INTO supporter VALUES (?1, ?2, ?3, ?4)
      ON CONFLICT DO UPDATE SET
        coins = new_sum(coins + excluded.coins, count + excluded.count),
        count = count + excluded.count
      """)
    topOfCreator = try connection.prepare(ProjectionQueries.topOfCreator)
    putTop = try connection.prepare("REPLACE INTO top_supporters VALUES (?1, ?2)")
  }

  /// Adds to the sums of supporters, and moves them up in their creators' lists where that is due.
  ///
  /// - Throws: ``StoreError``; then ``forget()`` is due.
  func add(_ gifts: some Collection<SupporterSum>) throws(StoreError) {
    // In the order of the tree, all of a creator's side by side: each list is written once.
    let sorted = gifts.sorted { $0.key.isBefore($1.key) }
    var rest = sorted[...]
    while let creator = rest.first?.key.creator {
      let ofCreator = rest.prefix { $0.key.creator == creator }
      try add(ofCreator, to: creator)
      rest.removeFirst(ofCreator.count)
    }
  }

  /// Forgets the lists: what was taken on may not have been stored.
  func forget() {
    tops = [:]
    _ = newSum.take()
  }

  private func add(_ gifts: ArraySlice<SupporterSum>, to creator: UserID) throws(StoreError) {
    let place = if let known = tops.index(forKey: creator) { known } else { try recall(creator) }
    var isChanged = false
    for gift in gifts {
      try addSum.run(creator.rawValue, gift.key.sender.rawValue, gift.coins, gift.count)
      var sum = gift
      if let known = newSum.take() { (sum.coins, sum.count) = known }
      if tops.values[place].take(sum) { isChanged = true }
    }
    guard isChanged else { return }
    putTop.bind(creator.rawValue, at: 1)
    try putTop.lend(tops.values[place].bytes, at: 2) { () throws(StoreError) in
      try putTop.run()
    }
  }

  private func recall(_ creator: UserID) throws(StoreError) -> Tops.Index {
    if tops.count >= Self.topsMax { tops = [:] }
    tops[creator] = try topOfCreator.topSupporters(of: creator)
    guard let place = tops.index(forKey: creator) else {
      preconditionFailure("the list was kept just now")
    }
    return place
  }

  /// Lists kept in memory: a few megabytes.
  private static let topsMax = 10_000
}

extension Statement {
  /// The list that ``ProjectionQueries/topOfCreator`` finds.
  func topSupporters(of creator: UserID) throws(StoreError) -> TopSupporters {
    var top = TopSupporters()
    bind(creator.rawValue, at: 1)
    try forEach { (row) throws(StoreError) in
      top = try TopSupporters(of: creator, bytes: row.bytes(at: 0))
    }
    return top
  }
}

extension SupporterKey {
  /// Whether a pair stands before another one in the tree.
  fileprivate func isBefore(_ other: SupporterKey) -> Bool {
    creator == other.creator
      ? sender.rawValue < other.sender.rawValue : creator.rawValue < other.creator.rawValue
  }
}
