import Application
import Ledger

/// The statements that store the gifts of posts.
struct PostWriting {
  private let addTotal: Statement
  private let addGift: Statement
  private let trim: Statement

  init(on connection: SQLiteConnection) throws(StoreError) {
    addTotal = try connection.prepare(
      """
      INSERT INTO post_total VALUES (?1, ?2, ?3)
      ON CONFLICT DO UPDATE SET count = count + excluded.count, coins = coins + excluded.coins
      """)
    addGift = try connection.prepare("REPLACE INTO post_gift VALUES (?1, ?2)")
    trim = try connection.prepare(
      """
      DELETE FROM post_gift WHERE post = ?1 AND position <= (
        SELECT position FROM post_gift WHERE post = ?1
        ORDER BY position DESC LIMIT 1 OFFSET \(ProjectionChanges.PostChange.newestMax))
      """)
  }

  /// Adds to a post's total and stores its newest gifts.
  ///
  /// - Throws: ``StoreError``.
  func add(_ change: ProjectionChanges.PostChange, to post: String) throws(StoreError) {
    addTotal.bind(change.total.count, at: 2)
    addTotal.bind(change.total.coins, at: 3)
    try addTotal.bind(post, at: 1) { () throws(StoreError) in try addTotal.run() }
    for position in change.newest {
      addGift.bind(position.rawValue, at: 2)
      try addGift.bind(post, at: 1) { () throws(StoreError) in try addGift.run() }
    }
    try trim.bind(post, at: 1) { () throws(StoreError) in try trim.run() }
  }
}
