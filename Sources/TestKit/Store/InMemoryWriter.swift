import Application
import Ledger
import Monetization

/// The writing side of an ``InMemoryStore``.
final class InMemoryWriter: StoreWriter {
  private let store: InMemoryStore
  private let incarnation: Int
  private let openedEpoch: Int64
  private var isUnsettled = false
  private(set) var head: WriterHead

  /// True: commits check the epoch, so only its owner changes rows.
  var isExclusive: Bool { true }

  init(of store: InMemoryStore, head: WriterHead, incarnation: Int) {
    self.store = store
    self.head = head
    openedEpoch = head.epoch
    self.incarnation = incarnation
  }

  func load(
    _ request: LoadRequest, into state: inout State
  ) throws(StoreError) -> [IdempotencyKey: StoredAnswer] {
    let tables = try work { $0.tables }
    for owner in request.owners.sorted() {
      for cell in tables.cells(of: owner) { try state.load(cell, of: owner) }
    }
    for name in request.names {
      if let owner = tables.names[name] { state.load(name: name, owner: owner) }
    }
    var answers: [IdempotencyKey: StoredAnswer] = [:]
    for key in request.keys { answers[key] = tables.answers[key] }
    return answers
  }

  func commit(_ batch: CommitBatch) throws(StoreError) {
    guard batch.head.epoch == head.epoch else { throw .fenced }
    do throws(StoreError) {
      try work(isCommit: true) { (contents) throws(StoreError) in
        try contents.tables.commit(batch)
      }
    } catch {
      if case .outcomeUnknown = error { isUnsettled = true }
      throw error
    }
    head = batch.head
  }

  func takeOver() throws(StoreError) -> WriterHead {
    let wasUnsettled = isUnsettled
    let epoch = openedEpoch
    isUnsettled = false
    do throws(StoreError) {
      head = try work { (contents) throws(StoreError) in
        try contents.tables.raiseEpoch(of: .first, openedIn: epoch)
      }
    } catch {
      isUnsettled = wasUnsettled && error != .fenced
      throw error
    }
    return head
  }

  func entries(
    of writer: WriterID, after sequence: Int64, limit: Int
  ) throws(StoreError) -> [StoredEntry] {
    try work { $0.tables.entries(of: writer, after: sequence, limit: limit) }
  }

  func purgeAnswers(olderThan limit: Timestamp, most count: Int) throws(StoreError) -> Bool {
    let epoch = head.epoch
    return try work { (contents) throws(StoreError) in
      guard contents.tables.heads[.first]?.epoch == epoch else { throw .fenced }
      return contents.tables.purge(olderThan: limit, most: count)
    }
  }

  /// Calls the store, unless the process is gone or an outcome is open.
  private func work<Result: Sendable>(
    isCommit: Bool = false, _ body: (inout InMemoryStore.Contents) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    guard !isUnsettled else { throw InjectedFault.unavailable.error }
    return try store.call(isCommit: isCommit) { (contents) throws(StoreError) in
      guard contents.incarnation == incarnation else { throw .fenced }
      return try body(&contents)
    }
  }
}

extension State {
  /// Takes a stored row on.
  ///
  /// - Throws: ``StoreError/corrupt(_:)``.
  fileprivate mutating func load(_ cell: StoredCell, of owner: OwnerID) throws(StoreError) {
    do throws(DecodingFault) {
      try load(owner: owner, slot: cell.slot, bytes: cell.bytes)
    } catch {
      throw .corrupt(StoreFault(code: 0, context: "row \(cell.slot.rawValue): \(error)"))
    }
  }
}
