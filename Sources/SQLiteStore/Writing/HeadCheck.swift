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
  /// - Returns: The loss to record; nil if nothing is missing.
  /// - Throws: ``StoreError/behindHead(stored:known:)``, ``StoreError/contradictsHead(sequence:)``,
  ///   ``StoreError/headMissing(stored:)`` or ``StoreError/unavailable(_:)``.
  func run(acceptingLoss: Bool) throws(StoreError) -> HeadLoss? {
    let fault = if let known { try fault(knowing: known) } else { try faultWithoutHead() }
    guard let loss = fault else { return nil }
    guard acceptingLoss else { throw loss }
    return HeadLoss(known: known)
  }

  /// A database without a head is complete only if it is empty.
  private func faultWithoutHead() throws(StoreError) -> StoreError? {
    let sequence = stored?.head.sequence ?? 0
    // The row of the writer may be what is missing.
    let first = try queries.entries(of: .first, after: 0, limit: 1)
    return first.isEmpty ? nil : .headMissing(stored: sequence)
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
}

/// A loss that an operator accepted.
struct HeadLoss: Equatable {
  /// The head that the database does not have; nil if the head file was missing.
  let known: HeadRecord?
}
