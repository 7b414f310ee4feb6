import Application
import Ledger
import Monetization

/// The statements that only a verification needs, compiled when it starts.
struct AuditQueries {
  private let connection: SQLiteConnection

  init(on connection: SQLiteConnection) { self.connection = connection }

  func forEachName(
    _ body: (UniqueName, OwnerID, ChainHash?) throws(StoreError) -> Void
  ) throws(StoreError) {
    let names = try connection.prepare(
      "SELECT space, text, owner, salt FROM name ORDER BY space, text")
    try names.forEach { (row) throws(StoreError) in
      guard let number = UInt8(exactly: row.integer(at: 0)),
        let space = UniqueName.Space(rawValue: number)
      else { throw .unreadable("a name") }
      try body(
        UniqueName(space, row.text(at: 1)), OwnerID(rawValue: row.integer(at: 2)), row.salt(at: 3))
    }
  }

  func forEachAnswer(
    _ body: ((key: IdempotencyKey, answer: StoredAnswer)?) throws(StoreError) -> Void
  ) throws(StoreError) {
    let answers = try connection.prepare("SELECT key, scope, body FROM answer ORDER BY key, scope")
    try answers.forEach { (row) throws(StoreError) in
      let key = IdempotencyKey(
        storedBytes: row.bytes(at: 0), scope: OwnerID(rawValue: row.integer(at: 1)))
      guard let key, let answer = StoredAnswer(whole: row.bytes(at: 2)) else {
        return try body(nil)
      }
      try body((key, answer))
    }
  }

  func forEachText(
    _ body: (EntryPosition) throws(StoreError) -> Void
  ) throws(StoreError) {
    let texts = try connection.prepare("SELECT position FROM text ORDER BY position, number")
    try texts.forEach { (row) throws(StoreError) in
      try body(EntryPosition(rawValue: row.integer(at: 0)))
    }
  }

  func losses() throws(StoreError) -> [AcceptedLoss] {
    var losses: [AcceptedLoss] = []
    let abandoned = try connection.prepare(
      "SELECT writer, epoch, sequence, hash FROM abandoned ORDER BY writer, epoch")
    try abandoned.forEach { (row) throws(StoreError) in
      guard let number = UInt16(exactly: row.integer(at: 0)),
        let writer = WriterID(rawValue: number)
      else { throw .unreadable("the writer of a loss") }
      losses.append(
        AcceptedLoss(
          writer: writer, epoch: row.integer(at: 1), sequence: row.integer(at: 2),
          hash: try row.hash(at: 3, "the hash of a loss")))
    }
    return losses
  }
}

extension StoreQueries {
  /// Creates the statements of a verification.
  func auditing() -> AuditQueries { AuditQueries(on: connection) }
}

extension StoredAnswer {
  /// Decodes a stored answer; nil if the bytes are malformed or too long.
  fileprivate init?(whole bytes: [UInt8]) {
    var reader = ByteReader(bytes)
    guard let answer = try? StoredAnswer(from: &reader), reader.isAtEnd else { return nil }
    self = answer
  }
}
