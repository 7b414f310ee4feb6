import Application
import Ledger
import Monetization

/// The statements that keep what supporters gave, and the few who gave each creator most.
final class SupporterWriting {
  private let addSum: Statement
  private let sumOfPair: Statement
  private let topOfCreator: Statement
  private let putTop: Statement
  /// The stored lists of creators who got something lately: most gifts change none.
  private var tops: [UserID: TopSupporters] = [:]

  init(on connection: Connection) throws(StoreError) {
    addSum = try connection.prepare(
      """
      INSERT INTO supporter VALUES (?1, ?2, ?3, ?4)
      ON CONFLICT DO UPDATE SET coins = coins + excluded.coins, count = count + excluded.count
      """)
    // RETURNING would gather its row in a table of its own before it hands it out.
    sumOfPair = try connection.prepare(
      "SELECT coins, count FROM supporter WHERE creator = ?1 AND sender = ?2")
    topOfCreator = try connection.prepare(ProjectionQueries.topOfCreator)
    putTop = try connection.prepare("REPLACE INTO top_supporters VALUES (?1, ?2)")
  }

  /// Adds to the sums of supporters, and moves them up in their creators' lists where that is due.
  ///
  /// - Throws: ``StoreError``; then ``forget()`` is due.
  func add(_ gifts: some Collection<SupporterSum>) throws(StoreError) {
    // In the order of the tree, all of a creator's side by side: each list is written once.
    let sorted = gifts.sorted {
      ($0.key.creator, $0.key.sender) < ($1.key.creator, $1.key.sender)
    }
    var rest = sorted[...]
    while let creator = rest.first?.key.creator {
      let ofCreator = rest.prefix { $0.key.creator == creator }
      try add(ofCreator, to: creator)
      rest.removeFirst(ofCreator.count)
    }
  }

  /// Forgets the lists: what was taken on may not have been stored.
  func forget() { tops = [:] }

  private func add(_ gifts: ArraySlice<SupporterSum>, to creator: UserID) throws(StoreError) {
    var top = if let known = tops[creator] { known } else { try recall(creator) }
    var isChanged = false
    for gift in gifts {
      try addSum.run(creator.rawValue, gift.key.sender.rawValue, gift.coins, gift.count)
      var sum = gift
      sumOfPair.bind(creator.rawValue, gift.key.sender.rawValue)
      try sumOfPair.forEach { row in
        sum.coins = row.integer(at: 0)
        sum.count = row.integer(at: 1)
      }
      if top.take(sum) { isChanged = true }
    }
    guard isChanged else { return }
    tops[creator] = top
    putTop.bind(creator.rawValue, at: 1)
    try putTop.lend(top.bytes, at: 2) { () throws(StoreError) in try putTop.run() }
  }

  private func recall(_ creator: UserID) throws(StoreError) -> TopSupporters {
    if tops.count >= Self.topsMax { tops = [:] }
    let top = try topOfCreator.topSupporters(of: creator)
    tops[creator] = top
    return top
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
