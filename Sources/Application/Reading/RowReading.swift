package import Ledger
package import Monetization

extension Store {
  /// Every row of some owners, as read-only state.
  ///
  /// - Throws: ``StoreError``.
  package func state(of owners: [OwnerID]) throws(StoreError) -> State {
    var state = State()
    for owner in owners {
      for cell in try rows(of: owner) {
        do {
          try state.load(owner: owner, slot: cell.slot, bytes: cell.bytes)
        } catch {
          throw .corrupt(StoreFault(code: 0, context: "row of \(owner.rawValue): \(error)"))
        }
      }
    }
    return state
  }

  /// A journal entry, decoded.
  ///
  /// - Throws: ``StoreError``; ``StoreError/corrupt(_:)`` when it is missing or unreadable.
  package func journalEntry(at position: EntryPosition) throws(StoreError) -> JournalEntry {
    guard let stored = try entry(at: position) else {
      throw .corrupt(StoreFault(code: 0, context: "no entry at \(position.rawValue)"))
    }
    do {
      return try JournalEntry(bytes: stored.bytes)
    } catch {
      throw .corrupt(
        StoreFault(code: 0, context: "entry at \(position.rawValue): \(error)"))
    }
  }

  /// The entry with a stamp; nil if there is no such entry.
  ///
  /// A writer's stamps increase with its entries, so a binary search finds the entry.
  ///
  /// - Throws: ``StoreError``.
  func journalEntry(stamped stamp: Stamp) throws(StoreError) -> JournalEntry? {
    for head in try heads() {
      var (first, last) = (Int64(1), head.sequence)
      while first <= last {
        let middle = first + (last - first) / 2
        let entry = try journalEntry(
          at: EntryPosition(writer: head.writer, sequence: middle))
        if entry.stamp == stamp { return entry }
        if entry.stamp < stamp { first = middle + 1 } else { last = middle - 1 }
      }
    }
    return nil
  }

  /// The end of every writer's journal.
  ///
  /// - Throws: ``StoreError``.
  package func journalEnd() throws(StoreError) -> JournalCheckpoint {
    var end = JournalCheckpoint()
    for head in try heads() { end.advance(head.writer, to: head.sequence) }
    return end
  }
}
