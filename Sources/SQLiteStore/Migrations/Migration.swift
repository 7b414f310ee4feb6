/// One numbered step of the schema; once released it is never edited.
struct Migration: Sendable {
  /// From 1 without gaps.
  let number: Int
  let name: String
  /// Statements separated by semicolons, run in one database transaction.
  let sql: String

  /// What the database remembers of the text, so that an edit is noticed.
  var checksum: Int64 { Int64(bitPattern: Checksum.of(sql.utf8)) }

  /// Every step of `ovation.db` in order.
  static let all = [Migration.first, .second, .third, .fourth, .fifth]
}
