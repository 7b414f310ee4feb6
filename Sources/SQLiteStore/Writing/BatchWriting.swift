import Application
import Ledger
import Monetization

/// The statements that write a batch inside a transaction.
final class BatchWriting {
  private let connection: SQLiteConnection
  private let raiseHead: Statement
  private let insertEntry: Statement
  private let insertText: Statement
  private let putRow: Statement
  private let putBoundRow: Statement
  private let claimName: Statement
  private let insertAnswer: Statement
  private let insertAgingAnswer: Statement
  private var rows = ChangedRows()
  private var coded = ByteWriter(reserving: 256)
  private var hash: [UInt8] = []

  init(on connection: SQLiteConnection) throws(StoreError) {
    self.connection = connection
    raiseHead = try connection.prepare(
      """
      UPDATE writer SET sequence = ?3, hash = ?4, last_stamp = ?5, commits = commits + 1
      WHERE id = ?1 AND epoch = ?2
      """)
    insertEntry = try connection.prepare(
      "INSERT INTO entry (position, body, hash) VALUES (?1, ?2, ?3)")
    insertText = try connection.prepare(
      "INSERT INTO text (position, number, salt, body) VALUES (?1, ?2, ?3, ?4)")
    putRow = try connection.prepare(
      "REPLACE INTO state (owner, slot, body) VALUES (?1, ?2, ?3)")
    putBoundRow = try connection.prepare(
      "REPLACE INTO state (owner, slot, body, salt) VALUES (?1, ?2, ?3, ?4)")
    claimName = try connection.prepare(
      "INSERT INTO name (space, text, owner, salt) VALUES (?1, ?2, ?3, ?4)")
    insertAnswer = try connection.prepare(
      "INSERT INTO answer (key, scope, body) VALUES (?1, ?2, ?3)")
    insertAgingAnswer = try connection.prepare(
      "INSERT INTO answer (key, scope, body, answered_at) VALUES (?1, ?2, ?3, ?4)")
  }

  /// Writes a batch inside a transaction that is already open.
  ///
  /// - Throws: ``StoreError/fenced`` when the epoch is no longer the batch's,
  ///   ``StoreError/conflict``, ``StoreError/unavailable(_:)`` or ``StoreError/corrupt(_:)``.
  func write(_ batch: CommitBatch) throws(StoreError) {
    try updateHead(batch.head)
    for sealed in batch.entries { try insert(sealed) }
    rows.collect(batch.state)
    try rows.forEach { (owner, slot, bytes) throws(StoreError) in
      if let salt = batch.seals.salt(of: owner, slot) {
        return try writeRow(bytes, of: owner, slot, salt)
      }
      putRow.bind(owner.rawValue, at: 1)
      putRow.bind(slot.rawValue, at: 2)
      try putRow.bind(bytes, at: 3) { () throws(StoreError) in try putRow.run() }
    }
    try claimNames(of: batch)
    for (key, answer) in batch.answers { try insert(answer, for: key) }
  }

  private func writeRow(
    _ bytes: Span<UInt8>, of owner: OwnerID, _ slot: RowSlot, _ salt: ChainHash
  ) throws(StoreError) {
    putBoundRow.bind(owner.rawValue, at: 1)
    putBoundRow.bind(slot.rawValue, at: 2)
    try putBoundRow.bind(bytes, at: 3) { () throws(StoreError) in
      try putBoundRow.bind(salt.bytes, at: 4) { () throws(StoreError) in try putBoundRow.run() }
    }
  }

  private func updateHead(_ head: WriterHead) throws(StoreError) {
    raiseHead.bind(Int64(head.writer.rawValue), at: 1)
    raiseHead.bind(head.epoch, at: 2)
    raiseHead.bind(head.sequence, at: 3)
    raiseHead.bind(head.lastStamp.rawValue, at: 5)
    try raiseHead.bind(head.hash.bytes, at: 4) { () throws(StoreError) in
      try raiseHead.run()
    }
    guard connection.changedRows == 1 else { throw .fenced }
  }

  private func insert(_ sealed: SealedEntry) throws(StoreError) {
    let entry = sealed.entry
    hash.removeAll(keepingCapacity: true)
    entry.hash.append(to: &hash)
    insertEntry.bind(entry.position.rawValue, at: 1)
    try insertEntry.bind(entry.bytes, at: 2) { () throws(StoreError) in
      try insertEntry.bind(hash, at: 3) { () throws(StoreError) in try insertEntry.run() }
    }
    for (number, text) in sealed.texts.enumerated() {
      try insert(text, at: entry.position, number: number)
    }
  }

  private func insert(
    _ text: SealedText, at position: EntryPosition, number: Int
  ) throws(StoreError) {
    insertText.bind(position.rawValue, at: 1)
    insertText.bind(Int64(number), at: 2)
    try insertText.bind(text.salt.bytes, at: 3) { () throws(StoreError) in
      try insertText.bind(text.text, at: 4) { () throws(StoreError) in try insertText.run() }
    }
  }

  private func claimNames(of batch: CommitBatch) throws(StoreError) {
    var claims: [(name: UniqueName, owner: OwnerID)] = []
    batch.state.forEachClaimedName { claims.append(($0, $1)) }
    for (name, owner) in claims {
      claimName.bind(Int64(name.space.rawValue), at: 1)
      claimName.bind(owner.rawValue, at: 3)
      claimName.bindNull(at: 4)
      try claimName.bind(name.text, at: 2) { () throws(StoreError) in
        guard let salt = batch.seals.salt(of: name) else { return try claimName.run() }
        try claimName.bind(salt.bytes, at: 4) { () throws(StoreError) in try claimName.run() }
      }
    }
  }

  private func insert(_ answer: StoredAnswer, for key: IdempotencyKey) throws(StoreError) {
    coded.removeAll()
    answer.encode(into: &coded)
    // A key that carries a time needs no separate time.
    let isAging = key.madeAt == nil
    let insert = isAging ? insertAgingAnswer : insertAnswer
    if isAging { insert.bind(answer.at.milliseconds, at: 4) }
    insert.bind(key.scope.rawValue, at: 2)
    let stored = key.storedBytes
    let bytes = stored.span.extracting(first: key.storedLength)
    try insert.bind(bytes, at: 1) { () throws(StoreError) in
      try insert.bind(coded.bytes, at: 3) { () throws(StoreError) in try insert.run() }
    }
  }
}
