import Application
import Ledger
import Monetization

/// The writer of a ``SQLiteStore``, with its own connection.
final class SQLiteWriter: StoreWriter {
  // The connection is closed before the files are unlocked.
  private var session: Session
  private let storage: Storage
  private var isUnsettled = false
  private var record: HeadRecord
  /// The epoch in which this writer was opened.
  private let openedEpoch: Int64

  var head: WriterHead { record.head }

  /// True: this process has locked the files, and every commit checks the epoch.
  var isExclusive: Bool { true }

  /// The connection and its statements; replaced when a commit's outcome is unknown.
  private struct Session {
    let connection: SQLiteConnection
    let row: WriterRow
    let loading: BatchLoading
    let writing: BatchWriting
    let sweep: AnswerSweep

    init(_ storage: Storage) throws(StoreError) {
      connection = try storage.openWritingConnection()
      row = try WriterRow(of: .first, on: connection)
      loading = try BatchLoading(on: StoreQueries(on: connection))
      writing = try BatchWriting(on: connection)
      sweep = try AnswerSweep(on: connection)
    }
  }

  /// Checks the database against the head file and begins an epoch.
  ///
  /// - Throws: What ``HeadCheck`` and ``WriterRow`` throw.
  init(_ storage: Storage, acceptingLoss: Bool) throws(StoreError) {
    self.storage = storage
    session = try Session(storage)
    let check = HeadCheck(
      queries: try StoreQueries(on: session.connection), stored: try session.row.read(),
      known: storage.headFile.newest)
    let loss = try check.run(acceptingLoss: acceptingLoss)
    record = try session.row.beginEpoch(accepting: loss)
    openedEpoch = record.head.epoch
    try storage.headFile.store(record)
  }

  func load(
    _ request: LoadRequest, into state: inout State
  ) throws(StoreError) -> [IdempotencyKey: StoredAnswer] {
    try requireSettled()
    return try session.loading.load(request, into: &state)
  }

  func commit(_ batch: CommitBatch) throws(StoreError) {
    try requireSettled()
    guard batch.head.epoch == head.epoch else { throw .fenced }
    try storage.headFile.check()
    do throws(StoreError) {
      try session.connection.write { () throws(StoreError) in try session.writing.write(batch) }
    } catch {
      if case .outcomeUnknown = error { isUnsettled = true }
      throw error
    }
    record = HeadRecord(head: batch.head, commits: record.commits + 1)
    storage.headFile.writeAfterCommit(record)
    storage.checkpointer.noteCommit(of: session.connection)
  }

  func takeOver() throws(StoreError) -> WriterHead {
    if isUnsettled { session = try Session(storage) }
    // Also until the new epoch is known to be durable.
    isUnsettled = true
    do throws(StoreError) {
      record = try session.row.raiseEpoch(openedIn: openedEpoch)
    } catch {
      // The new owner has settled everything, and its epoch fences every further call.
      if error == .fenced { isUnsettled = false }
      throw error
    }
    isUnsettled = false
    try storage.headFile.store(record)
    return head
  }

  func entries(
    of writer: WriterID, after sequence: Int64, limit: Int
  ) throws(StoreError) -> [StoredEntry] {
    try requireSettled()
    return try session.loading.queries.entries(of: writer, after: sequence, limit: limit)
  }

  func purgeAnswers(olderThan limit: Timestamp, most count: Int) throws(StoreError) -> Bool {
    try requireSettled()
    let hasMore: Bool
    do throws(StoreError) {
      hasMore = try session.connection.write { () throws(StoreError) in
        guard try session.row.read()?.head.epoch == head.epoch else { throw .fenced }
        return try session.sweep.step(olderThan: limit, most: count)
      }
    } catch {
      // It does not matter if an answer is deleted twice, or later.
      guard case .outcomeUnknown(let fault) = error else { throw error }
      throw .unavailable(fault)
    }
    // A sweep makes the log grow as commits do.
    storage.checkpointer.noteCommit(of: session.connection)
    return hasMore
  }

  private func requireSettled() throws(StoreError) {
    guard isUnsettled else { return }
    throw .unavailable(
      StoreFault(code: 0, context: "the last commit's outcome is unknown until a takeover"))
  }
}
