import Application
import Ledger
import Monetization
import SQLiteStore
import TestKit
import Testing

@testable import SQLiteStore

/// Answers from before their age was stored are still found, and go when they are old.
@Suite struct AnswerMigrationTests {
  private static let noise: UInt128 = 0x0123_4567_89AB_CDEF
  private static let made: Int64 = 1_700_000_000_000

  /// One key of each kind, with the first byte that it had then.
  private static let keys: [(key: IdempotencyKey, before: UInt8, after: UInt8)] = [
    (key(7 << 76 | 2 << 62), 1, 1), (key(7 << 76 | 3 << 62), 1, 3), (key(7 << 76 | 1 << 62), 1, 3),
    (key(4 << 76 | 2 << 62), 1, 3), (key(7 << 76 | 2 << 62, isUUID: false), 2, 2),
  ]

  private static func key(_ bits: UInt128, isUUID: Bool = true) -> IdempotencyKey {
    IdempotencyKey(
      scope: OwnerID(rawValue: 5),
      value: UInt128(made) << 80 | bits | noise & ~(3 << 62), isUUID: isUUID)
  }

  private static func stored(_ key: IdempotencyKey, kind: UInt8) -> [UInt8] {
    let bytes = key.storedBytes
    return [kind] + (1..<key.storedLength).map { bytes[$0] }
  }

  /// Makes the database as the program before the migration left it, with an answer for each key.
  private static func makeOldDatabase(in folder: TemporaryFolder) throws {
    let connection = try SQLiteConnection(folder.file("ovation.db"))
    let old = Array(Migration.all.prefix(2))
    try Schema(of: connection, known: old).migrate(at: StillClock().now())
    let insert = try connection.prepare("INSERT INTO answer VALUES (?1, 5, ?2)")
    for (key, before, _) in keys {
      var body = ByteWriter()
      OldAnswer.first.encode(into: &body)
      // Answers of then had no version.
      let unversioned = Array(body.bytes.dropFirst())
      try insert.bind(stored(key, kind: before), at: 1) { () throws(StoreError) in
        try insert.bind(unversioned, at: 2) { () throws(StoreError) in try insert.run() }
      }
    }
  }

  private enum OldAnswer {
    static let first = StoredAnswer(
      fingerprint: 7, at: Timestamp(milliseconds: made),
      result: .refused(.gift(.payment(.selfPayment))))
  }

  @Test func `answers from before are found under their keys`() throws {
    let folder = try TemporaryFolder()
    try Self.makeOldDatabase(in: folder)
    let writer = try folder.store().openWriter(acceptingLoss: false)
    var state = State()
    let found = try writer.load(LoadRequest(keys: Self.keys.map(\.key)), into: &state)
    #expect(found.count == Self.keys.count)
    #expect(found.values.allSatisfy { $0 == OldAnswer.first })
    var kinds: [UInt8] = []
    let connection = try SQLiteConnection(folder.file("ovation.db"))
    let all = try connection.prepare("SELECT key FROM answer ORDER BY key")
    try all.forEach { kinds.append($0.bytes(at: 0)[0]) }
    #expect(kinds == Self.keys.map(\.after).sorted())
  }

  /// Only a key that carries a time says how old it is: the others are as old as the migration.
  @Test func `answers from before go when they are old, and none goes early`() throws {
    let folder = try TemporaryFolder()
    try Self.makeOldDatabase(in: folder)
    let writer = try folder.store().openWriter(acceptingLoss: false)
    func count(purgedBefore limit: Int64) throws -> Int {
      while try writer.purgeAnswers(olderThan: Timestamp(milliseconds: limit), most: 2) {}
      var state = State()
      return try writer.load(LoadRequest(keys: Self.keys.map(\.key)), into: &state).count
    }
    #expect(try count(purgedBefore: Self.made) == 5)
    #expect(try count(purgedBefore: Self.made + 86_400_000) == 4)
    #expect(try count(purgedBefore: .max) == 0)
  }
}
