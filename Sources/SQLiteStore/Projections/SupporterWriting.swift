import Application
import Ledger
import Monetization

/// The statements that keep what supporters gave, and the few who gave each creator most.
final class SupporterWriting {
  private let addSum: Statement
  private let topOfCreator: Statement
  private let putTop: Statement
  private let dropTop: Statement
  /// The stored lists of creators who got something lately: most gifts change none.
  private var tops: [UserID: TopSupporters] = [:]

  init(on connection: Connection) throws(StoreError) {
    addSum = try connection.prepare(
      """
      INSERT INTO supporter VALUES (?1, ?2, ?3, ?4)
      ON CONFLICT DO UPDATE SET coins = coins + excluded.coins, count = count + excluded.count
      RETURNING coins, count
      """)
    topOfCreator = try connection.prepare(ProjectionQueries.topOfCreator)
    putTop = try connection.prepare("REPLACE INTO top_supporter VALUES (?1, ?2, ?3, ?4)")
    dropTop = try connection.prepare(
      "DELETE FROM top_supporter WHERE creator = ?1 AND sender = ?2")
  }

  /// Adds to a supporter's sum, and moves them up in the creator's list where that is due.
  ///
  /// - Throws: ``StoreError``; then ``forget()`` is due.
  func add(_ gift: SupporterSum) throws(StoreError) {
    var sum = gift
    addSum.bind(sum.key.creator.rawValue, sum.key.sender.rawValue, sum.coins)
    addSum.bind(sum.count, at: 4)
    try addSum.forEach { row in
      sum.coins = row.integer(at: 0)
      sum.count = row.integer(at: 1)
    }
    let creator = sum.key.creator
    if tops[creator] == nil { try recall(creator) }
    switch tops[creator]?.take(sum) ?? .none {
    case .none: return
    case .put: break
    case .putInPlace(let other): try dropTop.run(creator.rawValue, other.rawValue)
    }
    try putTop.run(creator.rawValue, sum.key.sender.rawValue, sum.coins, sum.count)
  }

  /// Forgets the lists: what was taken on may not have been stored.
  func forget() { tops = [:] }

  private func recall(_ creator: UserID) throws(StoreError) {
    if tops.count >= Self.topsMax { tops = [:] }
    var top = TopSupporters()
    for sum in try topOfCreator.supporters(of: creator) { _ = top.take(sum) }
    tops[creator] = top
  }

  /// Lists kept in memory: a few megabytes.
  private static let topsMax = 10_000
}

extension Statement {
  /// The rows of ``ProjectionQueries/topOfCreator``, in no order.
  func supporters(of creator: UserID) throws(StoreError) -> [SupporterSum] {
    var sums: [SupporterSum] = []
    bind(creator.rawValue, at: 1)
    try forEach { row in
      let key = SupporterKey(creator: creator, sender: UserID(row.integer(at: 0)))
      sums.append(SupporterSum(key: key, coins: row.integer(at: 1), count: row.integer(at: 2)))
    }
    return sums
  }
}
