import Application
import Monetization

/// The statement that adds to the rows of one table of sums.
struct SumWriting {
  private let add: Statement
  private let keys: Int
  private let columns: Int

  /// - Throws: ``StoreError``, by the code of SQLite.
  init(of table: SumTable, on connection: SQLiteConnection) throws(StoreError) {
    let definition = table.definition
    keys = definition.keys.count
    columns = definition.columns.count
    let additions = definition.columns.map { "\($0) = \($0) + excluded.\($0)" }
    add = try connection.prepare(definition.insertion(additions))
  }

  /// Adds growth to rows, sorted by key, so that neighbouring rows share pages.
  ///
  /// - Throws: ``StoreError``.
  func add(_ growth: [SumKey: SumRow]) throws(StoreError) {
    for (key, sums) in growth.sorted(by: { $0.key.first < $1.key.first }) {
      try add.run(key, keys, sums, columns)
    }
  }
}

extension SumTable.Definition {
  /// A statement that inserts a row, or updates an existing one by the assignments.
  func insertion(_ assignments: [String]) -> String {
    let values = (1...keys.count + columns.count).map { "?\($0)" }.joined(separator: ", ")
    return "INSERT INTO \(name) VALUES (\(values)) "
      + "ON CONFLICT DO UPDATE SET \(assignments.joined(separator: ", "))"
  }
}

extension Statement {
  /// Binds the first `keys` parts of a key and the first `columns` sums, and runs to the end.
  ///
  /// - Throws: ``StoreError``, by the code of SQLite.
  func run(_ key: SumKey, _ keys: Int, _ sums: SumRow, _ columns: Int) throws(StoreError) {
    bind(key.first, at: 1)
    if keys > 1 { bind(key.second, at: 2) }
    if keys > 2 { bind(key.third, at: 3) }
    if keys > 3 { bind(key.fourth, at: 4) }
    for column in 0..<columns { bind(sums[column], at: Int32(keys + column) + 1) }
    try run()
  }
}
