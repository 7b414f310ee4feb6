/// The rows of one kind that a batch loaded, and which of them it changed.
///
/// Rows keep the order in which they were loaded or made, so that everything derived from a
/// table is the same on every run.
package struct Table<Key: PlaceKey, Row: Sendable>: Sendable {
  private var index = PlaceIndex<Key>()
  private var rows: [Row] = []
  private var changedPlaces: [Int] = []
  private var isChanged: [Bool] = []

  package init() {}

  /// The row of `key`; nil when there is none.
  package subscript(key: Key) -> Row? {
    guard let place = index.place(of: key) else { return nil }
    return rows[place]
  }

  /// Takes a row from the store.
  mutating func load(_ row: Row, for key: Key) {
    let place = place(of: key, making: row)
    rows[place] = row
  }

  /// Takes on a changed or new row, which the commit will write.
  mutating func put(_ row: Row, for key: Key) {
    let place = place(of: key, making: row)
    rows[place] = row
    markChanged(place)
  }

  /// Changes a row in place, making it first if there is none.
  mutating func update<Result>(
    _ key: Key, making new: @autoclosure () -> Row, _ body: (inout Row) -> Result
  ) -> Result {
    let place = index.place(of: key) ?? place(of: key, making: new())
    markChanged(place)
    return body(&rows[place])
  }

  /// How many rows there are.
  var count: Int { rows.count }

  /// Takes the rows as they are for what is stored: none counts as changed any more.
  mutating func settle() {
    for place in changedPlaces { isChanged[place] = false }
    changedPlaces.removeAll(keepingCapacity: true)
  }

  /// Calls `body` with every changed row, in the order of the first change.
  func forEachChanged(_ body: (Key, Row) -> Void) {
    for place in changedPlaces { body(index.keys[place], rows[place]) }
  }

  private mutating func place(of key: Key, making row: Row) -> Int {
    let (place, isNew) = index.insert(key)
    if isNew {
      rows.append(row)
      isChanged.append(false)
    }
    return place
  }

  private mutating func markChanged(_ place: Int) {
    guard !isChanged[place] else { return }
    isChanged[place] = true
    changedPlaces.append(place)
  }
}
