package import Ledger

extension State {
  /// The row of a tag that an owner has at most one of; nil when there is none.
  ///
  /// The settings in force count as a row before they are saved. Accounts and carried fractions,
  /// of which an owner has many, are found by their own keys only.
  package func row(_ tag: RowTag, of owner: OwnerID) -> (any StoredRow)? {
    guard tag != .settings else { return settings }
    var search = RowSearch(tag: tag, owner: owner)
    visitTables(&search)
    return search.found
  }
}

private struct RowSearch: TableVisitor {
  typealias Failure = Never

  let tag: RowTag
  let owner: OwnerID
  var found: (any StoredRow)?

  mutating func visit<Row: StoredRow>(_ table: inout RowTable<Row>) {
    guard Row.tag == tag, let key = owner as? Row.Key else { return }
    found = table[key]
  }
}
