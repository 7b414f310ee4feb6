package import Application
package import Ledger
package import Monetization
internal import Synchronization

/// A store that forgets everything with the process, and fails when it is told to.
///
/// It is deterministic: the same calls with the same planned faults give the same results.
package final class InMemoryStore: Store {
  struct Contents {
    var tables = StoreTables()
    /// How many calls were made so far, whatever came of them.
    var calls = 0
    var plan: [Int: InjectedFault] = [:]
    /// What goes wrong in the next commit.
    var planOfCommit: InjectedFault?
    /// Raised by a crash: writers of an earlier one belong to a process that is gone.
    var incarnation = 0
  }

  let contents = Mutex(Contents())

  package init() {}

  /// How many calls of the store and its writers were made so far.
  package var calls: Int { contents.withLock(\.calls) }

  /// Lets a call fail.
  ///
  /// - Parameters:
  ///   - fault: What goes wrong.
  ///   - call: The number of the call, counted from 1 as ``calls`` does.
  package func plan(_ fault: InjectedFault, atCall call: Int) {
    contents.withLock { $0.plan[call] = fault }
  }

  /// Lets the next commit of a writer fail, however many calls come before it.
  package func planNextCommit(_ fault: InjectedFault) {
    contents.withLock { $0.planOfCommit = fault }
  }

  /// The process dies: what was committed stays, and writers opened so far work no more.
  package func crash() { contents.withLock { $0.incarnation += 1 } }

  package func openWriter(acceptingLoss: Bool) throws(StoreError) -> any StoreWriter {
    let (head, incarnation) = try call { ($0.tables.beginEpoch(of: .first), $0.incarnation) }
    return InMemoryWriter(of: self, head: head, incarnation: incarnation)
  }

  package func rows(of owner: OwnerID) throws(StoreError) -> [StoredCell] {
    try call { $0.tables.cells(of: owner) }
  }

  package func owner(of name: UniqueName) throws(StoreError) -> OwnerID? {
    try call { $0.tables.names[name] }
  }

  package func entry(at position: EntryPosition) throws(StoreError) -> StoredEntry? {
    try call { $0.tables.entry(at: position) }
  }

  package func entries(
    of writer: WriterID, after sequence: Int64, limit: Int
  ) throws(StoreError) -> [StoredEntry] {
    try call { $0.tables.entries(of: writer, after: sequence, limit: limit) }
  }

  package func texts(at position: EntryPosition) throws(StoreError) -> [SealedText?] {
    try call { $0.tables.texts(at: position) }
  }

  package func heads() throws(StoreError) -> [WriterHead] {
    try call { $0.tables.heads.values.sorted { $0.writer < $1.writer } }
  }

  package func forEachRow(
    _ body: (OwnerID, StoredCell) throws(StoreError) -> Void
  ) throws(StoreError) {
    let tables = try call { $0.tables }
    for owner in tables.owners {
      for cell in tables.cells(of: owner) { try body(owner, cell) }
    }
  }

  package func forEachName(
    _ body: (UniqueName, OwnerID, ChainHash?) throws(StoreError) -> Void
  ) throws(StoreError) {
    let tables = try call { $0.tables }
    let inOrder = tables.names.sorted {
      ($0.key.space.rawValue, $0.key.text) < ($1.key.space.rawValue, $1.key.text)
    }
    for (name, owner) in inOrder { try body(name, owner, tables.nameSalts[name]) }
  }

  package func forEachAnswer(
    _ body: ((key: IdempotencyKey, answer: StoredAnswer)?) throws(StoreError) -> Void
  ) throws(StoreError) {
    let answers = try call { $0.tables.answers }
    let inOrder = answers.map { (order: $0.storedOrder, key: $0, answer: $1) }
      .sorted { $0.order.lexicographicallyPrecedes($1.order) }
    for (_, key, answer) in inOrder { try body((key, answer)) }
  }

  package func forEachText(
    _ body: (EntryPosition) throws(StoreError) -> Void
  ) throws(StoreError) {
    for position in try call({ $0.tables.textPositions }) { try body(position) }
  }

  package func losses() throws(StoreError) -> [AcceptedLoss] { [] }

  /// Counts a call, lets it fail if that is planned, else works on the contents.
  ///
  /// - Parameters:
  ///   - isCommit: Whether the fault of the next commit is meant.
  ///   - work: What the call does.
  /// - Returns: What `work` returns.
  /// - Throws: The planned fault, or what `work` throws.
  func call<Result: Sendable>(
    isCommit: Bool = false,
    _ work: (inout Contents) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    try contents.withLock { (contents) throws(StoreError) in
      contents.calls += 1
      var fault = contents.plan.removeValue(forKey: contents.calls)
      if isCommit, let planned = contents.planOfCommit {
        fault = planned
        contents.planOfCommit = nil
      }
      switch fault {
      case nil: return try work(&contents)
      case .unknownCommitted: _ = try work(&contents)
      case .crashAfter:
        _ = try work(&contents)
        contents.incarnation += 1
      case .crashBefore: contents.incarnation += 1
      case .fenced: _ = contents.tables.beginEpoch(of: .first)
      case .unavailable, .unknownLost: break
      }
      throw fault?.error ?? .fenced
    }
  }
}
