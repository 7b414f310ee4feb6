import Application
import Monetization

/// The statements that add to a ranked table of sums, and keep the highest members of each group.
final class RankedSumWriting {
  private let add: Statement
  /// The previous sums of a row.
  private let newSums: StatementNote
  private let highestKept: Statement
  private let highestInTable: Statement
  private let putHighest: Statement
  /// Cached lists of recently changed groups: most payments change no list.
  private var lists: Lists = [:]

  private typealias Lists = [Int64: RankedMembers]

  /// - Throws: ``StoreError``, by the code of SQLite.
  init(of table: SumTable, on connection: SQLiteConnection) throws(StoreError) {
    let definition = table.definition
    let (first, second) = (definition.columns[0], definition.columns[1])
    let note = "new_sums_of_\(definition.name)"
    newSums = try connection.defineNote(named: note)
    add = try connection.prepare(
      definition.insertion([
        "\(first) = \(note)(\(first) + excluded.\(first), \(second) + excluded.\(second))",
        "\(second) = \(second) + excluded.\(second)",
      ]))
    highestKept = try connection.prepare(definition.highestKept)
    highestInTable = try connection.prepare(
      """
      SELECT \(definition.keys[1]), \(first), \(second) FROM \(definition.name)
      WHERE \(definition.keys[0]) = ?1 AND \(first) > 0
      ORDER BY \(first) DESC, \(definition.keys[1]) LIMIT \(SumTable.rankedMax)
      """)
    putHighest = try connection.prepare("REPLACE INTO \(definition.rankedName) VALUES (?1, ?2)")
  }

  /// Adds growth to rows, and updates the lists of their groups.
  ///
  /// - Throws: ``StoreError``; then ``forget()`` must be called.
  func add(_ growth: [SumKey: SumRow]) throws(StoreError) {
    // Sorted by key, so that each group's list is written once.
    let sorted = growth.sorted { $0.key.isBefore($1.key) }
    var rest = sorted[...]
    while let group = rest.first?.key.first {
      let ofGroup = rest.prefix { $0.key.first == group }
      try add(ofGroup, to: group)
      rest.removeFirst(ofGroup.count)
    }
  }

  /// Clears the cached lists, whose changes may not have been stored.
  func forget() {
    lists = [:]
    _ = newSums.remove()
  }

  private func add(
    _ growth: ArraySlice<(key: SumKey, value: SumRow)>, to group: Int64
  ) throws(StoreError) {
    let place = if let known = lists.index(forKey: group) { known } else { try recall(group) }
    var isChanged = false
    var isShrunk = false
    for (key, sums) in growth {
      try add.run(key, 2, sums, 2)
      var line = SumLine(key: key, sums: sums)
      if let (first, second) = newSums.remove() { line.sums = .sums(first, second) }
      isShrunk = isShrunk || sums[0] < 0
      if lists.values[place].apply(line) { isChanged = true }
    }
    if isShrunk { lists.values[place] = try membersInTable(of: group) }
    guard isChanged || isShrunk else { return }
    putHighest.bind(group, at: 1)
    try putHighest.bind(lists.values[place].bytes, at: 2) { () throws(StoreError) in
      try putHighest.run()
    }
  }

  private func membersInTable(of group: Int64) throws(StoreError) -> RankedMembers {
    var lines: [SumLine] = []
    highestInTable.bind(group, at: 1)
    try highestInTable.forEach { row in
      let key = SumKey(group, row.integer(at: 0))
      lines.append(SumLine(key: key, sums: .sums(row.integer(at: 1), row.integer(at: 2))))
    }
    return RankedMembers(lines)
  }

  private func recall(_ group: Int64) throws(StoreError) -> Lists.Index {
    if lists.count >= Self.listsMax { lists = [:] }
    lists[group] = try highestKept.rankedMembers(of: group)
    guard let place = lists.index(forKey: group) else {
      preconditionFailure("the list was just cached")
    }
    return place
  }

  /// The number of cached lists: a few megabytes.
  private static let listsMax = 10_000
}

extension SumTable.Definition {
  /// The table of the stored lists.
  var rankedName: String { name + "_highest" }

  /// The stored list of a group: one row for any number of members.
  var highestKept: String { "SELECT sums FROM \(rankedName) WHERE \(keys[0]) = ?1" }
}

extension Statement {
  /// The list that ``SumTable/Definition/highestKept`` finds.
  ///
  /// - Throws: ``StoreError``.
  func rankedMembers(of group: Int64) throws(StoreError) -> RankedMembers {
    var members = RankedMembers()
    bind(group, at: 1)
    try forEach { (row) throws(StoreError) in
      members = try RankedMembers(of: group, bytes: row.bytes(at: 0))
    }
    return members
  }
}

extension SumKey {
  /// Whether a key sorts before another one.
  fileprivate func isBefore(_ other: SumKey) -> Bool {
    first == other.first ? second < other.second : first < other.first
  }
}
