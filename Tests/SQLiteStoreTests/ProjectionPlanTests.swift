import Testing

@testable import SQLiteStore

@Suite struct ProjectionPlanTests {
  /// What SQLite does for each statement of the queries.
  private static func plans() throws -> [(sql: String, steps: [String])] {
    let folder = try TemporaryFolder()
    _ = try folder.store().openProjections()
    let connection = try SQLiteConnection(folder.file("projections.db"))
    let queries = try ProjectionQueries(on: connection)
    return try Mirror(reflecting: queries).children.flatMap { statements(in: $0.value) }.compactMap
    {
      statement in
      guard let sql = Mirror(reflecting: statement).descendant("sql") as? String else {
        return nil
      }
      var steps: [String] = []
      try connection.prepare("EXPLAIN QUERY PLAN " + sql).forEach { steps.append($0.text(at: 3)) }
      return (sql, steps)
    }
  }

  private static func statements(in value: Any) -> [Statement] {
    switch value {
    case let one as Statement: [one]
    case let some as [Statement]: some
    case let some as [Statement?]: some.compactMap(\.self)
    default: []
    }
  }

  @Test func `every read finds its rows by a key, in their order`() throws {
    let plans = try Self.plans()
    #expect(plans.count >= 9)
    for (sql, steps) in plans {
      #expect(!steps.isEmpty, "\(sql)")
      // One row a writer is the one table that is read as a whole.
      let isWhole = sql.hasSuffix("FROM checkpoint")
      for step in steps {
        #expect(isWhole || !step.hasPrefix("SCAN"), "\(sql): \(step)")
        // Who gave most on some days has no order of its own: it is added up when it is asked for.
        let isAddedUp = sql.contains(" GROUP BY ")
        #expect(isAddedUp || !step.contains("TEMP B-TREE"), "\(sql): \(step)")
      }
    }
  }
}
