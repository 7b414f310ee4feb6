/// The rows of one kind that a batch loaded, and which of them it changed.
///
/// Rows keep the order in which they were loaded or made, so that everything derived from a
/// table is the same on every run.
package struct Table<Key: PlaceKey, Row: Equatable & Sendable>: Sendable {
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

  /// What `read` makes of a row; nil when there is none.
  ///
  /// The row is not copied, which would count each of its texts: payments read rows this way.
  package func value<Value>(of key: Key, _ read: (borrowing Row) -> Value) -> Value? {
    guard let place = index.place(of: key) else { return nil }
    return read(rows[place])
  }

  /// Takes a row from the store.
  mutating func load(_ row: Row, for key: Key) {
    let (place, isNew) = insert(key, making: row)
    if !isNew { rows[place] = row }
  }

  /// Puts a row, which the commit will write unless it is unchanged.
  mutating func put(_ row: Row, for key: Key) {
    let (place, isNew) = insert(key, making: row)
    guard isNew || rows[place] != row else { return }
    rows[place] = row
    markChanged(place)
  }

  /// Puts a row, which the commit will write even if it is unchanged: its entry
  /// binds it under a new salt.
  mutating func write(_ row: Row, for key: Key) {
    let place = insert(key, making: row).place
    rows[place] = row
    markChanged(place)
  }

  /// Changes a row in place, making it first if there is none.
  mutating func update<Result>(
    _ key: Key, making new: @autoclosure () -> Row, _ body: (inout Row) -> Result
  ) -> Result {
    let place = index.place(of: key) ?? insert(key, making: new()).place
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

  private mutating func insert(_ key: Key, making row: Row) -> (place: Int, isNew: Bool) {
    let (place, isNew) = index.insert(key)
    if isNew {
      rows.append(row)
      isChanged.append(false)
    }
    return (place, isNew)
  }

  private mutating func markChanged(_ place: Int) {
    guard !isChanged[place] else { return }
    isChanged[place] = true
    changedPlaces.append(place)
  }
}
