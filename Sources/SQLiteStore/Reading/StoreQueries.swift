import Application
import Ledger
import Monetization

/// The read statements of one connection.
final class StoreQueries {
  let connection: SQLiteConnection
  private let rowsOfOwner: Statement
  private let allRows: Statement
  private let ownerOfName: Statement
  private let entryAtPosition: Statement
  private let entriesAfterPosition: Statement
  private let textsOfEntry: Statement
  private let allHeads: Statement

  init(on connection: SQLiteConnection) throws(StoreError) {
    self.connection = connection
    rowsOfOwner = try connection.prepare(
      "SELECT slot, body FROM state WHERE owner = ?1 ORDER BY slot")
    allRows = try connection.prepare(
      "SELECT owner, slot, body, salt FROM state ORDER BY owner, slot")
    ownerOfName = try connection.prepare(
      "SELECT owner FROM name WHERE space = ?1 AND text = ?2")
    entryAtPosition = try connection.prepare(
      "SELECT position, hash, body FROM entry WHERE position = ?1")
    entriesAfterPosition = try connection.prepare(
      """
      SELECT position, hash, body FROM entry
      WHERE position > ?1 AND position <= ?2 ORDER BY position LIMIT ?3
      """)
    textsOfEntry = try connection.prepare(
      "SELECT salt, body FROM text WHERE position = ?1 ORDER BY number")
    allHeads = try connection.prepare(
      "SELECT id, epoch, sequence, hash, last_stamp FROM writer ORDER BY id")
  }

  /// Calls `body` with every row of an owner, in slot order.
  func forEachRow(
    of owner: OwnerID, _ body: (StoredCell) throws(StoreError) -> Void
  ) throws(StoreError) {
    rowsOfOwner.bind(owner.rawValue, at: 1)
    try rowsOfOwner.forEach { (row) throws(StoreError) in
      try body(
        StoredCell(slot: RowSlot(rawValue: row.integer(at: 0)), bytes: row.bytes(at: 1)))
    }
  }

  /// Calls `body` with every row of the store, in owner and slot order.
  func forEachRow(
    _ body: (OwnerID, StoredCell) throws(StoreError) -> Void
  ) throws(StoreError) {
    try allRows.forEach { (row) throws(StoreError) in
      let slot = RowSlot(rawValue: row.integer(at: 1))
      try body(
        OwnerID(rawValue: row.integer(at: 0)),
        StoredCell(slot: slot, bytes: row.bytes(at: 2), salt: row.salt(at: 3)))
    }
  }

  /// The owner of a unique name.
  func owner(of name: UniqueName) throws(StoreError) -> OwnerID? {
    var owner: OwnerID?
    ownerOfName.bind(Int64(name.space.rawValue), at: 1)
    try ownerOfName.bind(name.text, at: 2) { () throws(StoreError) in
      try ownerOfName.forEach { (row) throws(StoreError) in
        owner = OwnerID(rawValue: row.integer(at: 0))
      }
    }
    return owner
  }

  /// The entry at a position.
  func entry(at position: EntryPosition) throws(StoreError) -> StoredEntry? {
    entryAtPosition.bind(position.rawValue, at: 1)
    return try entries(from: entryAtPosition).first
  }

  /// Entries of one writer in order, beginning after a sequence number.
  func entries(
    of writer: WriterID, after sequence: Int64, limit: Int
  ) throws(StoreError) -> [StoredEntry] {
    let base = Int64(writer.rawValue) << 48
    entriesAfterPosition.bind(base + max(0, sequence), at: 1)
    entriesAfterPosition.bind(base + (1 << 48 - 1), at: 2)
    entriesAfterPosition.bind(Int64(limit), at: 3)
    return try entries(from: entriesAfterPosition)
  }

  /// The personal texts of an entry in order.
  func texts(at position: EntryPosition) throws(StoreError) -> [SealedText?] {
    var texts: [SealedText?] = []
    textsOfEntry.bind(position.rawValue, at: 1)
    try textsOfEntry.forEach { (row) throws(StoreError) in
      guard !row.isNull(at: 0), !row.isNull(at: 1) else { return texts.append(nil) }
      texts.append(
        SealedText(salt: try row.hash(at: 0, "a salt"), text: row.text(at: 1)))
    }
    return texts
  }

  /// The head of every writer, in order of their numbers.
  func heads() throws(StoreError) -> [WriterHead] {
    var heads: [WriterHead] = []
    try allHeads.forEach { (row) throws(StoreError) in
      guard let number = UInt16(exactly: row.integer(at: 0)),
        let writer = WriterID(rawValue: number)
      else { throw .unreadable("a writer's number") }
      heads.append(
        WriterHead(
          writer: writer, epoch: row.integer(at: 1), sequence: row.integer(at: 2),
          hash: try row.hash(at: 3, "the head of a writer"),
          lastStamp: Stamp(rawValue: row.integer(at: 4))))
    }
    return heads
  }

  private func entries(from statement: Statement) throws(StoreError) -> [StoredEntry] {
    var entries: [StoredEntry] = []
    try statement.forEach { (row) throws(StoreError) in
      entries.append(
        StoredEntry(
          position: EntryPosition(rawValue: row.integer(at: 0)), bytes: row.bytes(at: 2),
          hash: try row.hash(at: 1, "the hash of an entry")))
    }
    return entries
  }
}

extension Statement {
  /// The 32 bytes in a column from 0.
  ///
  /// - Throws: ``StoreError/corrupt(_:)`` naming `what` if there are not 32.
  func hash(at column: Int32, _ what: String) throws(StoreError) -> ChainHash {
    guard let hash = ChainHash(bytes: bytes(at: column)) else { throw .unreadable(what) }
    return hash
  }

  /// The salt in a column from 0; nil if no entry binds the row.
  ///
  /// Malformed bytes become a salt that matches no digest, so that a verification reports the row.
  func salt(at column: Int32) -> ChainHash? {
    isNull(at: column) ? nil : ChainHash(bytes: bytes(at: column)) ?? .genesis
  }
}
