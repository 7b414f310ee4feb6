package import Ledger
import Monetization

/// Checks whether the newest entries are intact and the accounts match them.
///
/// Quick enough for every start: it reads at most ``entriesMax`` entries of each writer and their
/// accounts, however long the journal is. ``JournalVerifier`` checks everything.
package struct JournalEndCheck {
  private let store: any StoreReading
  private let hashing: any ChainHashing

  /// The number of entries checked of each writer.
  package static let entriesMax = 1_000

  package init(store: any StoreReading, hashing: any ChainHashing) {
    self.store = store
    self.hashing = hashing
  }

  /// Checks the end of every writer's journal.
  ///
  /// - Returns: The first fault; nil if everything checked is consistent.
  /// - Throws: ``StoreError`` when the store cannot be read.
  package func run() throws(StoreError) -> VerificationFault? {
    for head in try store.heads() {
      if let fault = try check(head) { return fault }
    }
    return nil
  }

  private func check(_ head: WriterHead) throws(StoreError) -> VerificationFault? {
    let before = max(0, head.sequence - Int64(Self.entriesMax))
    guard var chain = try hash(at: before, of: head.writer) else {
      return .missingEntry(EntryPosition(writer: head.writer, sequence: before))
    }
    let entries = try store.entries(
      of: head.writer, after: before, limit: Self.entriesMax + 1)
    var newest: [AccountKey: (posting: Posting, position: EntryPosition)] = [:]
    for (index, stored) in entries.enumerated() {
      let expected = EntryPosition(writer: head.writer, sequence: before + Int64(index) + 1)
      guard stored.position == expected else { return .missingEntry(expected) }
      let entry = try? JournalEntry(bytes: stored.bytes)  // Unreadable: a finding.
      chain = hashing.hash(previous: chain, entry: stored.bytes)
      guard chain == stored.hash else {
        return .brokenChain(expected, firstTransaction: entry?.transactions.first?.id)
      }
      guard let entry, entry.position == expected else { return .unreadableEntry(expected) }
      for posting in entry.transactions.flatMap(\.postings) {
        newest[posting.account] = (posting, expected)
      }
    }
    let end = before + Int64(entries.count)
    guard end >= head.sequence else {
      return .missingEntry(EntryPosition(writer: head.writer, sequence: end + 1))
    }
    guard end == head.sequence, chain == head.hash else { return .wrongHead(head.writer) }
    return try check(newest)
  }

  private func hash(at sequence: Int64, of writer: WriterID) throws(StoreError) -> ChainHash? {
    guard sequence > 0 else { return .genesis }
    return try store.entry(at: EntryPosition(writer: writer, sequence: sequence))?.hash
  }

  /// Compares accounts with the newest posting of each.
  private func check(
    _ newest: [AccountKey: (posting: Posting, position: EntryPosition)]
  ) throws(StoreError) -> VerificationFault? {
    let accounts = newest.keys.sorted { ($0.owner, $0.detail) < ($1.owner, $1.detail) }
    var state = State()
    for key in accounts {
      if state.needs(key.owner), let fault = try load(key.owner, into: &state) { return fault }
      guard let expected = newest[key] else { continue }
      let account = state.account(key)
      let isThere =
        account.balance == expected.posting.after.balance
        && account.inflow == expected.posting.after.inflow && account.last == expected.position
      guard isThere else { return .wrongAccount(key) }
    }
    return nil
  }

  private func load(
    _ owner: OwnerID, into state: inout State
  ) throws(StoreError) -> VerificationFault? {
    for cell in try store.rows(of: owner) {
      do throws(DecodingFault) {
        try state.load(owner: owner, slot: cell.slot, bytes: cell.bytes)
      } catch {
        return .unreadableRow(owner, cell.slot)
      }
    }
    return nil
  }
}
