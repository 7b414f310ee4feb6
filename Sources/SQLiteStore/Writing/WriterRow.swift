import Application
import Ledger

/// The row that holds the writer's owner and head.
final class WriterRow {
  private let writer: WriterID
  private let connection: SQLiteConnection
  private let find: Statement
  private let findOpening: Statement
  private let put: Statement
  private let noteLoss: Statement

  init(of writer: WriterID, on connection: SQLiteConnection) throws(StoreError) {
    self.writer = writer
    self.connection = connection
    find = try connection.prepare(Self.selection)
    findOpening = try connection.prepare("SELECT opened_epoch FROM writer WHERE id = ?1")
    put = try connection.prepare("REPLACE INTO writer VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
    noteLoss = try connection.prepare("INSERT INTO abandoned VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
  }

  /// The writer's head in a database of any schema; the beginning before it was first opened.
  ///
  /// - Throws: ``StoreError/unavailable(_:)`` or ``StoreError/corrupt(_:)``.
  static func read(
    of writer: WriterID, on connection: SQLiteConnection
  ) throws(StoreError) -> HeadRecord {
    let find = try connection.prepare(selection)
    return try read(of: writer, by: find) ?? .beginning(of: writer)
  }

  private static let selection =
    "SELECT epoch, sequence, hash, last_stamp, commits FROM writer WHERE id = ?1"

  /// The writer's head in the database; nil before it was first opened.
  ///
  /// - Throws: ``StoreError/unavailable(_:)`` or ``StoreError/corrupt(_:)``.
  func read() throws(StoreError) -> HeadRecord? { try Self.read(of: writer, by: find) }

  private static func read(
    of writer: WriterID, by find: Statement
  ) throws(StoreError) -> HeadRecord? {
    var record: HeadRecord?
    find.bind(Int64(writer.rawValue), at: 1)
    try find.forEach { (row) throws(StoreError) in
      let head = WriterHead(
        writer: writer, epoch: row.integer(at: 0), sequence: row.integer(at: 1),
        hash: try row.hash(at: 2, "the head of the writer"),
        lastStamp: Stamp(rawValue: row.integer(at: 3)))
      record = HeadRecord(head: head, commits: row.integer(at: 4))
    }
    return record
  }

  /// Begins the first epoch of a new owner, which identifies the owner.
  ///
  /// Runs in its own transaction, which fences all previous owners.
  ///
  /// - Parameter loss: What is missing: the new epoch records it, and follows its head if known.
  /// - Returns: The record that is now durable.
  /// - Throws: ``StoreError/unavailable(_:)``, ``StoreError/outcomeUnknown(_:)`` or
  ///   ``StoreError/corrupt(_:)``.
  func beginEpoch(accepting loss: HeadLoss? = nil) throws(StoreError) -> HeadRecord {
    try connection.write { () throws(StoreError) in
      var record = try read() ?? .beginning(of: writer)
      let (stored, abandoned) = (record, loss?.known)
      record.head.epoch = max(record.head.epoch, abandoned?.head.epoch ?? 0) + 1
      record.head.lastStamp = max(record.head.lastStamp, abandoned?.head.lastStamp ?? .zero)
      record.commits = max(record.commits, abandoned?.commits ?? 0) + 1
      try write(record, openedIn: record.head.epoch)
      if loss != nil { try note(abandoned, in: record.head.epoch, insteadOf: stored.head) }
      return record
    }
  }

  /// Begins the next epoch of the same owner, in its own transaction.
  ///
  /// - Parameter epoch: The epoch in which the caller opened the writer.
  /// - Returns: The record that is now durable.
  /// - Throws: ``StoreError/fenced`` if the writer was opened again since, and what
  ///   ``beginEpoch(accepting:)`` throws.
  func raiseEpoch(openedIn epoch: Int64) throws(StoreError) -> HeadRecord {
    try connection.write { () throws(StoreError) in
      guard var record = try read(), try openedEpoch() == epoch else { throw .fenced }
      record.head.epoch += 1
      record.commits += 1
      try write(record, openedIn: epoch)
      return record
    }
  }

  /// The epoch in which the writer was last opened.
  private func openedEpoch() throws(StoreError) -> Int64? {
    var epoch: Int64?
    findOpening.bind(Int64(writer.rawValue), at: 1)
    try findOpening.forEach { epoch = $0.integer(at: 0) }
    return epoch
  }

  private func write(_ record: HeadRecord, openedIn epoch: Int64) throws(StoreError) {
    put.bind(Int64(writer.rawValue), at: 1)
    put.bind(record.head.epoch, at: 2)
    put.bind(record.head.sequence, at: 3)
    put.bind(record.head.lastStamp.rawValue, at: 5)
    put.bind(record.commits, at: 6)
    put.bind(epoch, at: 7)
    try put.bind(record.head.hash.bytes, at: 4) { () throws(StoreError) in try put.run() }
  }

  private func note(
    _ abandoned: HeadRecord?, in epoch: Int64, insteadOf stored: WriterHead
  ) throws(StoreError) {
    noteLoss.bind(Int64(writer.rawValue), at: 1)
    noteLoss.bind(epoch, at: 2)
    noteLoss.bind(stored.sequence, at: 3)
    try noteLoss.bind(stored.hash.bytes, at: 4) { () throws(StoreError) in
      guard let abandoned else {
        noteLoss.bindNull(at: 5)
        noteLoss.bindNull(at: 6)
        return try noteLoss.run()
      }
      noteLoss.bind(abandoned.head.sequence, at: 5)
      try noteLoss.bind(abandoned.head.hash.bytes, at: 6) { () throws(StoreError) in
        try noteLoss.run()
      }
    }
  }
}

extension HeadRecord {
  /// The head before a writer's first commit.
  fileprivate static func beginning(of writer: WriterID) -> HeadRecord {
    HeadRecord(
      head: WriterHead(
        writer: writer, epoch: 0, sequence: 0, hash: .genesis, lastStamp: .zero),
      commits: 0)
  }
}
