import Application
import Ledger

/// Deletes old answers, a piece of the table at a time, round and round in key order.
///
/// Where the sweep stands is kept in memory only: after a start it begins anew.
final class AnswerSweep {
  private struct Place {
    var key: [UInt8]
    var scope: Int64
  }

  private let next: Statement
  private let delete: Statement
  private var place = Place(key: [], scope: .min)

  init(on connection: Connection) throws(StoreError) {
    next = try connection.prepare(
      """
      SELECT key, scope, body FROM answer
      WHERE (key, scope) > (?1, ?2) ORDER BY key, scope LIMIT ?3
      """)
    delete = try connection.prepare("DELETE FROM answer WHERE key = ?1 AND scope = ?2")
  }

  /// Looks at the next answers and deletes those that are older than `limit`.
  ///
  /// - Parameters:
  ///   - limit: Answers of this time and later stay.
  ///   - count: The most answers to look at, at least 1.
  /// - Returns: Whether the sweep has not come to the end of the table.
  /// - Throws: ``StoreError/unavailable(_:)`` or ``StoreError/corrupt(_:)``.
  func step(olderThan limit: Timestamp, most count: Int) throws(StoreError) -> Bool {
    var seen = 0
    var reached = place
    var old: [Place] = []
    next.bind(place.scope, at: 2)
    next.bind(Int64(count), at: 3)
    try next.lend(place.key, at: 1) { () throws(StoreError) in
      try next.forEach { (row) throws(StoreError) in
        seen += 1
        reached = Place(key: row.bytes(at: 0), scope: row.integer(at: 1))
        if try StoredAnswer(stored: row.bytes(at: 2)).at < limit { old.append(reached) }
      }
    }
    for place in old { try remove(place) }
    place = seen == count ? reached : Place(key: [], scope: .min)
    return seen == count
  }

  private func remove(_ place: Place) throws(StoreError) {
    delete.bind(place.scope, at: 2)
    try delete.lend(place.key, at: 1) { () throws(StoreError) in try delete.run() }
  }
}
