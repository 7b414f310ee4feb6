/// One numbered migration; never edited once released.
struct Migration: Sendable {
  /// From 1 without gaps.
  let number: Int
  let name: String
  /// Statements separated by semicolons, run in one database transaction.
  let sql: String

  /// The checksum of the text that the database stores, so that an edit is detected.
  var checksum: Int64 { Int64(bitPattern: Checksum.of(sql.utf8)) }

  /// Every migration of `ovation.db` in order.
  static let all = [Migration.first, .second, .third, .fourth, .fifth]
}
