import Application
import Ledger

/// Deletes old answers, oldest first, without reading others.
///
/// Those of keys with a time are at the front of the table, the others at the front of an index, so
/// a sweep needs no position.
final class AnswerSweep {
  private struct Place {
    let key: [UInt8]
    let scope: Int64
  }

  private let timeOrdered: Statement
  private let others: Statement
  private let delete: Statement

  init(on connection: SQLiteConnection) throws(StoreError) {
    timeOrdered = try connection.prepare(
      "SELECT key, scope FROM answer WHERE key < ?1 ORDER BY key, scope LIMIT ?2")
    others = try connection.prepare(
      """
      SELECT key, scope FROM answer
      WHERE answered_at < ?1 ORDER BY answered_at, key, scope LIMIT ?2
      """)
    delete = try connection.prepare("DELETE FROM answer WHERE key = ?1 AND scope = ?2")
  }

  /// Deletes answers that are older than `limit`.
  ///
  /// - Parameters:
  ///   - limit: Answers of this time and later stay.
  ///   - count: The maximum number of answers to delete, at least 1.
  /// - Returns: Whether there may be more old answers.
  /// - Throws: ``StoreError/unavailable(_:)`` or ``StoreError/corrupt(_:)``.
  func step(olderThan limit: Timestamp, most count: Int) throws(StoreError) -> Bool {
    var old: [Place] = []
    timeOrdered.bind(Int64(count), at: 2)
    try timeOrdered.bind(IdempotencyKey.storedBound(at: limit), at: 1) { () throws(StoreError) in
      old = try places(of: timeOrdered)
    }
    if old.count < count {
      others.bind(limit.milliseconds, at: 1)
      others.bind(Int64(count - old.count), at: 2)
      old += try places(of: others)
    }
    for place in old { try remove(place) }
    return old.count == count
  }

  private func places(of statement: Statement) throws(StoreError) -> [Place] {
    var places: [Place] = []
    try statement.forEach { row in
      places.append(Place(key: row.bytes(at: 0), scope: row.integer(at: 1)))
    }
    return places
  }

  private func remove(_ place: Place) throws(StoreError) {
    delete.bind(place.scope, at: 2)
    try delete.bind(place.key, at: 1) { () throws(StoreError) in try delete.run() }
  }
}
