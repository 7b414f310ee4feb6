import Application
import Ledger

/// Compares a database with the head file, which must be read first.
///
/// A head is written after its commit, so a database may be ahead of it but never behind.
struct HeadCheck {
  let queries: StoreQueries
  /// The writer's head in the database.
  let stored: HeadRecord?
  /// The head in the head file, read before ``stored``.
  let known: HeadRecord?

  /// Checks whether the database still has all committed entries.
  ///
  /// - Parameter acceptingLoss: Continue although entries are missing.
  /// - Returns: The head to abandon; nil if nothing is missing.
  /// - Throws: ``StoreError/behindHead(stored:known:)``, ``StoreError/contradictsHead(sequence:)``,
  ///   ``StoreError/corrupt(_:)`` if the head file is missing, or ``StoreError/unavailable(_:)``.
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

  /// The hash of the entry at a sequence number up to the database's own.
  private func hash(at sequence: Int64, of head: WriterHead) throws(StoreError) -> ChainHash? {
    if sequence == head.sequence { return head.hash }
    if sequence == 0 { return .genesis }
    let position = EntryPosition(writer: head.writer, sequence: sequence)
    return try queries.entry(at: position)?.hash
  }

  private static let missing =
    "the file ovation.head next to the database is missing, so it is unknown whether the "
    + "database is complete; put it back, or start with --accept-loss"
}
