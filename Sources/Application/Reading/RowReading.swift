package import Ledger
package import Monetization

extension Store {
  /// Every row of some owners, as working state that nobody changes.
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

  /// How far every writer's journal goes.
  ///
  /// - Throws: ``StoreError``.
  package func journalEnd() throws(StoreError) -> JournalCheckpoint {
    var end = JournalCheckpoint()
    for head in try heads() { end.advance(head.writer, to: head.sequence) }
    return end
  }
}
