import Application
import Ledger
import Monetization

/// The statements that apply changes to `projections.db`; sums are added in place.
final class ProjectionWriting {
  private let connection: SQLiteConnection
  private let queries: ProjectionQueries
  private let putCheckpoint: Statement
  private let join: Statement
  private let leave: Statement
  private let sums: [(table: SumTable, writing: SumWriting)]
  private let rankedSums: [(table: SumTable, writing: RankedSumWriting)]
  private let posts: PostWriting

  init(on connection: SQLiteConnection) throws(StoreError) {
    self.connection = connection
    queries = try ProjectionQueries(on: connection)
    putCheckpoint = try connection.prepare("REPLACE INTO checkpoint VALUES (?1, ?2)")
    join = try connection.prepare("REPLACE INTO member VALUES (?1, ?2, ?3)")
    leave = try connection.prepare(
      "DELETE FROM member WHERE kind = ?1 AND part = ?2 AND member = ?3")
    sums = try SumTable.allCases.filter { !$0.definition.isRanked }.map {
      (table) throws(StoreError) in (table, try SumWriting(of: table, on: connection))
    }
    rankedSums = try SumTable.allCases.filter(\.definition.isRanked).map {
      (table) throws(StoreError) in (table, try RankedSumWriting(of: table, on: connection))
    }
    posts = try PostWriting(on: connection)
  }

  /// Applies changes and moves the checkpoint, in one transaction.
  ///
  /// - Throws: ``StoreError/conflict`` if the checkpoint differs; ``StoreError``.
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
      forgetLists()
      throw error
    }
  }

  /// Removes everything.
  ///
  /// - Throws: ``StoreError``.
  func reset() throws(StoreError) {
    forgetLists()
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

  private func addSums(of changes: ProjectionChanges) throws(StoreError) {
    for (table, writing) in sums { try writing.add(changes.growth(of: table)) }
    for (table, writing) in rankedSums { try writing.add(changes.growth(of: table)) }
  }

  private func forgetLists() {
    for (_, writing) in rankedSums { writing.forget() }
  }
}
