import Application
import Ledger

/// Compares a database with the head outside it, which must have been read first.
///
/// A head is written after its commit, so a database may be ahead of it and never behind.
struct HeadCheck {
  let queries: StoreQueries
  /// What the database knows of the writer.
  let stored: HeadRecord?
  /// What the head file knew, before ``stored`` was read.
  let known: HeadRecord?

  /// Finds out whether the database still has everything that it once had.
  ///
  /// - Parameter acceptingLoss: Go on although it has not.
  /// - Returns: The head to abandon; nil when nothing is missing.
  /// - Throws: ``StoreError/behindHead(stored:known:)``, ``StoreError/contradictsHead(sequence:)``,
  ///   ``StoreError/corrupt(_:)`` when the head file is gone, or ``StoreError/unavailable(_:)``.
  func run(acceptingLoss: Bool) throws(StoreError) -> HeadRecord? {
    guard let known else {
      guard let stored, stored.head.sequence > 0, !acceptingLoss else { return nil }
      throw .corrupt(StoreFault(code: 0, context: Self.missing))
    }
    guard let loss = try fault(knowing: known) else { return nil }
    guard acceptingLoss else { throw loss }
    return known
  }

  private func fault(knowing known: HeadRecord) throws(StoreError) -> StoreError? {
    let sequence = stored?.head.sequence ?? 0
    guard let stored, sequence >= known.head.sequence, !stored.isBehind(known) else {
      return .behindHead(stored: sequence, known: known.head.sequence)
    }
    guard try hash(at: known.head.sequence, of: stored.head) == known.head.hash else {
      return .contradictsHead(sequence: known.head.sequence)
    }
    return nil
  }

  /// The hash that the database has at a sequence number up to its own.
  private func hash(at sequence: Int64, of head: WriterHead) throws(StoreError) -> ChainHash? {
    if sequence == head.sequence { return head.hash }
    if sequence == 0 { return .genesis }
    let position = EntryPosition(writer: head.writer, sequence: sequence)
    return try queries.entry(at: position)?.hash
  }

  private static let missing =
    "the file ovation.head beside the database is missing, so nobody can tell whether the "
    + "database is complete; put it back, or start with --accept-loss"
}
