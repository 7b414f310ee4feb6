import Application
import Ledger
import Monetization

/// The statements of one connection that read `projections.db`.
final class ProjectionQueries {
  private let allCheckpoints: Statement
  private let membersOfList: Statement
  private let totalOfPost: Statement
  private let giftsOfPost: Statement
  private let sumsAtKey: [Statement]
  private let rowsOfGroup: [Statement?]
  private let highestOfGroup: [Statement?]
  private let highestOfRange: [Statement?]

  init(on connection: SQLiteConnection) throws(StoreError) {
    allCheckpoints = try connection.prepare("SELECT writer, sequence FROM checkpoint")
    membersOfList = try connection.prepare(
      """
      SELECT member FROM member WHERE kind = ?1 AND part = ?2 AND member < ?3
      ORDER BY member DESC LIMIT ?4
      """)
    totalOfPost = try connection.prepare("SELECT count, coins FROM post_total WHERE post = ?1")
    giftsOfPost = try connection.prepare(
      "SELECT position FROM post_gift WHERE post = ?1 ORDER BY position DESC")
    sumsAtKey = try SumTable.allCases.map { (table) throws(StoreError) in
      try connection.prepare(table.definition.sumsAtKey)
    }
    rowsOfGroup = try SumTable.allCases.map { (table) throws(StoreError) in
      try table.definition.rowsOfGroup.map { (sql) throws(StoreError) in
        try connection.prepare(sql)
      }
    }
    highestOfGroup = try SumTable.allCases.map { (table) throws(StoreError) in
      let definition = table.definition
      return definition.isRanked ? try connection.prepare(definition.highestKept) : nil
    }
    highestOfRange = try SumTable.allCases.map { (table) throws(StoreError) in
      try table.definition.highestOfRange.map { (sql) throws(StoreError) in
        try connection.prepare(sql)
      }
    }
  }

  /// The third keys with the highest first sums of a range of second keys, highest first.
  func highest(
    of table: SumTable, group: Int64, within range: ClosedRange<Int64>
  ) throws(StoreError) -> [SumLine] {
    guard let statement = highestOfRange[table.rawValue] else {
      preconditionFailure("the table has no three keys")
    }
    var lines: [SumLine] = []
    let columns = table.definition.columns.count
    statement.bind(group, range.lowerBound, range.upperBound)
    try statement.forEach { row in
      lines.append(
        SumLine(
          key: SumKey(group, 0, row.integer(at: 0)), sums: row.sums(from: 1, count: columns)))
    }
    return lines
  }

  /// How far the journal was applied.
  func checkpoint() throws(StoreError) -> JournalCheckpoint {
    var checkpoint = JournalCheckpoint()
    try allCheckpoints.forEach { (row) throws(StoreError) in
      guard let number = UInt16(exactly: row.integer(at: 0)),
        let writer = WriterID(rawValue: number)
      else { throw .unreadable("a checkpoint") }
      checkpoint.advance(writer, to: row.integer(at: 1))
    }
    return checkpoint
  }

  /// The members of a list, newest first.
  func members(
    of list: Listing, before: OwnerID?, limit: Int
  ) throws(StoreError) -> [OwnerID] {
    var members: [OwnerID] = []
    membersOfList.bind(Int64(list.kind.rawValue), list.group, before?.rawValue ?? .max)
    membersOfList.bind(Int64(limit), at: 4)
    try membersOfList.forEach { members.append(OwnerID(rawValue: $0.integer(at: 0))) }
    return members
  }

  /// The sums of a row; nil if nothing was added.
  func sums(of table: SumTable, at key: SumKey) throws(StoreError) -> SumRow? {
    var found: SumRow?
    let statement = sumsAtKey[table.rawValue]
    let definition = table.definition
    for (place, part) in key.parts.prefix(definition.keys.count).enumerated() {
      statement.bind(part, at: Int32(place) + 1)
    }
    try statement.forEach { found = $0.sums(from: 0, count: definition.columns.count) }
    return found
  }

  /// The rows of a group whose second key lies in a range, in the order of keys.
  func rows(
    of table: SumTable, group: Int64, _ range: ClosedRange<Int64>
  ) throws(StoreError) -> [SumLine] {
    guard let statement = rowsOfGroup[table.rawValue] else {
      preconditionFailure("the table has one key and no groups")
    }
    let definition = table.definition
    var lines: [SumLine] = []
    statement.bind(group, range.lowerBound, range.upperBound)
    try statement.forEach { row in
      lines.append(
        SumLine(
          key: row.sumKey(count: definition.keys.count),
          sums: row.sums(
            from: Int32(definition.keys.count), count: definition.columns.count)))
    }
    return lines
  }

  /// The members of a group with the highest first sums, highest first.
  func highest(of table: SumTable, group: Int64) throws(StoreError) -> [SumLine] {
    guard let statement = highestOfGroup[table.rawValue] else {
      preconditionFailure("the table is not a ranked one")
    }
    return try statement.rankedMembers(of: group).lines
  }

  /// The gifts of a post in total, with the entries of its newest gifts, newest first.
  func total(
    ofPost post: String
  ) throws(StoreError) -> (total: GiftTotal, newest: [EntryPosition]) {
    var total = GiftTotal()
    var newest: [EntryPosition] = []
    try totalOfPost.bind(post, at: 1) { () throws(StoreError) in
      try totalOfPost.forEach { total = $0.total(at: 0) }
    }
    try giftsOfPost.bind(post, at: 1) { () throws(StoreError) in
      try giftsOfPost.forEach { newest.append(EntryPosition(rawValue: $0.integer(at: 0))) }
    }
    return (total, newest)
  }
}

extension SumTable.Definition {
  /// nil for a table that has not three keys.
  fileprivate var highestOfRange: String? {
    guard keys.count == 3 else { return nil }
    let sums = columns.map { "sum(\($0))" }.joined(separator: ", ")
    return "SELECT \(keys[2]), \(sums) FROM \(name) "
      + "WHERE \(keys[0]) = ?1 AND \(keys[1]) BETWEEN ?2 AND ?3 GROUP BY \(keys[2]) "
      + "HAVING sum(\(columns[0])) > 0 ORDER BY 2 DESC, 1 LIMIT \(SumTable.rankedMax)"
  }

  fileprivate var sumsAtKey: String {
    let conditions = keys.enumerated().map { "\($1) = ?\($0 + 1)" }
    return "SELECT \(columns.joined(separator: ", ")) FROM \(name) "
      + "WHERE \(conditions.joined(separator: " AND "))"
  }

  /// nil for a table with one key, which has no groups.
  fileprivate var rowsOfGroup: String? {
    guard keys.count > 1 else { return nil }
    return "SELECT * FROM \(name) WHERE \(keys[0]) = ?1 AND \(keys[1]) BETWEEN ?2 AND ?3 "
      + "ORDER BY \(keys.joined(separator: ", "))"
  }
}

extension Statement {
  fileprivate func sumKey(count: Int) -> SumKey {
    func part(_ place: Int) -> Int64 { place < count ? integer(at: Int32(place)) : 0 }
    return SumKey(part(0), part(1), part(2), part(3))
  }

  fileprivate func sums(from first: Int32, count: Int) -> SumRow {
    var sums = SumRow.zero
    for column in 0..<count { sums[column] = integer(at: first + Int32(column)) }
    return sums
  }

  /// Two columns: how many gifts, and their coins.
  fileprivate func total(at column: Int32) -> GiftTotal {
    GiftTotal(count: integer(at: column), coins: integer(at: column + 1))
  }
}
