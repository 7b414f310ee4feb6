package import Ledger
package import Monetization

/// Lists and sums that are computed from the journal for reading, and can be rebuilt from it.
///
/// All calls block. Changes and checkpoint are stored together, so every entry is applied exactly
/// once.
package protocol Projections: Sendable {
  /// How far the journal was applied.
  func checkpoint() throws(StoreError) -> JournalCheckpoint

  /// Applies changes and moves the checkpoint, all or nothing.
  ///
  /// - Throws: ``StoreError/conflict`` if the checkpoint is not `before`: another runner has
  ///   applied these entries.
  func apply(
    _ changes: ProjectionChanges, from before: JournalCheckpoint, to after: JournalCheckpoint
  ) throws(StoreError)

  /// Removes everything: the next checkpoint is empty.
  func reset() throws(StoreError)

  /// The members of a list, newest first.
  ///
  /// - Parameters:
  ///   - list: Which list.
  ///   - before: Only members with a lower identifier; nil for the newest.
  ///   - limit: At most this many.
  /// - Returns: The owners whose rows are the members.
  /// - Throws: ``StoreError/unavailable(_:)``.
  func members(
    of list: Listing, before: OwnerID?, limit: Int
  ) throws(StoreError) -> [OwnerID]

  /// The sums of a row; nil if nothing was added.
  func sums(of table: SumTable, at key: SumKey) throws(StoreError) -> SumRow?

  /// The rows whose first key is `group` and whose second lies in a range, in the order of keys.
  func rows(
    of table: SumTable, group: Int64, _ range: ClosedRange<Int64>
  ) throws(StoreError) -> [SumLine]

  /// The members of a group with the highest first sums, highest first, at most
  /// ``SumTable/rankedMax``; ties in the order of their keys.
  ///
  /// - Complexity: O(1), however many members there are: the table must be a ranked one.
  func highest(of table: SumTable, group: Int64) throws(StoreError) -> [SumLine]

  /// The members (third keys) with the highest first sums over the rows whose first key is `group`
  /// and whose second lies in a range, highest first, at most ``SumTable/rankedMax``.
  ///
  /// - Complexity: O(n) in the number of rows.
  func highest(
    of table: SumTable, group: Int64, within range: ClosedRange<Int64>
  ) throws(StoreError) -> [SumLine]

  /// The gifts sent to a post, with the entries of the newest ones.
  func giftTotal(
    ofPost post: String
  ) throws(StoreError) -> (total: GiftTotal, newest: [EntryPosition])
}

/// A row of sums with its key.
package struct SumLine: Equatable, Sendable {
  package let key: SumKey
  package var sums: SumRow

  package init(key: SumKey, sums: SumRow) {
    self.key = key
    self.sums = sums
  }
}

/// How far each writer's journal was read.
package struct JournalCheckpoint: Equatable, Sendable {
  /// Writers and their last sequence number read, by writer; a missing one is at 0.
  package private(set) var sequences: [(writer: WriterID, sequence: Int64)]

  /// The checkpoint before the first entry.
  package init() { sequences = [] }

  /// The last sequence number read of a writer; 0 if none.
  package func sequence(of writer: WriterID) -> Int64 {
    sequences.first { $0.writer == writer }?.sequence ?? 0
  }

  /// Records that a writer's journal was read up to a sequence number.
  package mutating func advance(_ writer: WriterID, to sequence: Int64) {
    sequences.removeAll { $0.writer == writer }
    sequences.append((writer, sequence))
    sequences.sort { $0.writer < $1.writer }
  }

  /// Whether this checkpoint includes everything in `other`.
  package func covers(_ other: JournalCheckpoint) -> Bool {
    other.sequences.allSatisfy { sequence(of: $0.writer) >= $0.sequence }
  }

  package static func == (left: JournalCheckpoint, right: JournalCheckpoint) -> Bool {
    left.covers(right) && right.covers(left)
  }
}
