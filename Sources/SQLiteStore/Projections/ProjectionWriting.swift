import Application
import Ledger
import Monetization
import Money

/// The statements that take changes into `projections.db`; sums are added in place.
final class ProjectionWriting {
  private let connection: Connection
  private let queries: ProjectionQueries
  private let putCheckpoint: Statement
  private let join: Statement
  private let leave: Statement
  private let addEarning: Statement
  private let addUsage: Statement
  private let addStream: Statement
  private let addUser: Statement
  private let posts: PostWriting
  private let supporters: SupporterWriting

  init(on connection: Connection) throws(StoreError) {
    self.connection = connection
    queries = try ProjectionQueries(on: connection)
    putCheckpoint = try connection.prepare("REPLACE INTO checkpoint VALUES (?1, ?2)")
    join = try connection.prepare("REPLACE INTO member VALUES (?1, ?2, ?3)")
    leave = try connection.prepare(
      "DELETE FROM member WHERE kind = ?1 AND part = ?2 AND member = ?3")
    addEarning = try connection.adding(
      to: "earning", keys: 4, sums: ["gross", "commission", "count"])
    addUsage = try connection.adding(to: "gift_usage", keys: 1, sums: ["count"])
    addStream = try connection.adding(to: "stream_total", keys: 1, sums: ["count", "coins"])
    addUser = try connection.adding(
      to: "user_total", keys: 1,
      sums: [
        "purchased", "spent", "earned", "sent_count", "sent_coins", "received_count",
        "received_coins",
      ])
    posts = try PostWriting(on: connection)
    supporters = try SupporterWriting(on: connection)
  }

  /// Takes changes in and moves the checkpoint, in one transaction.
  ///
  /// - Throws: ``StoreError/conflict`` when the checkpoint is another; ``StoreError``.
  func apply(
    _ changes: ProjectionChanges, from before: JournalCheckpoint, to after: JournalCheckpoint
  ) throws(StoreError) {
    do throws(StoreError) {
      try connection.write { () throws(StoreError) in
        guard try queries.checkpoint() == before else { throw .conflict }
        for (writer, sequence) in after.sequences {
          try putCheckpoint.run(Int64(writer.rawValue), sequence)
        }
        try addLists(of: changes)
        try addSums(of: changes)
        for (post, change) in changes.posts { try posts.add(change, to: post) }
      }
    } catch {
      supporters.forget()
      throw error
    }
  }

  /// Forgets everything.
  ///
  /// - Throws: ``StoreError``.
  func reset() throws(StoreError) {
    supporters.forget()
    try connection.write { () throws(StoreError) in
      try connection.execute(ProjectionSchema.reset)
    }
  }

  private func addLists(of changes: ProjectionChanges) throws(StoreError) {
    for (membership, isMember) in changes.memberships {
      try (isMember ? join : leave).run(
        Int64(membership.list.kind.rawValue), membership.list.group, membership.member.rawValue)
    }
  }

  /// Rows are written in the order of their trees, so that neighbours share their pages.
  private func addSums(of changes: ProjectionChanges) throws(StoreError) {
    for sum in changes.earnings.values.sorted(by: { $0.key.creator < $1.key.creator }) {
      try addEarning.run(
        sum.key.creator.rawValue, Int64(sum.key.day), Int64(sum.key.source.rawValue),
        Int64(sum.key.unit.rawValue), sum.gross, sum.commission, sum.count)
    }
    try supporters.add(changes.supporters.values)
    for (gift, count) in changes.giftUsage { try addUsage.run(gift.rawValue, count) }
    for (stream, total) in changes.streams {
      try addStream.run(stream.rawValue, total.count, total.coins)
    }
    for (user, total) in changes.users.sorted(by: { $0.key < $1.key }) {
      try addUser.run(
        user.rawValue, total.purchased, total.spent, total.earned, total.giftsSent.count,
        total.giftsSent.coins, total.giftsReceived.count, total.giftsReceived.coins)
    }
  }
}

extension Connection {
  /// Compiles a statement that inserts a row or adds to the sums of the one that is there.
  ///
  /// - Parameters:
  ///   - table: Its columns are the keys, then the sums.
  ///   - count: How many keys there are.
  ///   - sums: The names of the other columns.
  /// - Returns: The statement, whose parameters are the columns in their order.
  /// - Throws: ``StoreError``, as the code of SQLite says.
  fileprivate func adding(
    to table: String, keys count: Int, sums: [String]
  ) throws(StoreError) -> Statement {
    let values = (1...count + sums.count).map { "?\($0)" }.joined(separator: ", ")
    let additions = sums.map { "\($0) = \($0) + excluded.\($0)" }.joined(separator: ", ")
    return try prepare(
      "INSERT INTO \(table) VALUES (\(values)) ON CONFLICT DO UPDATE SET \(additions)")
  }
}
