import Application
import Ledger
import Monetization

/// A store whose file is damaged so that an entry, or all rows but the first, cannot be read.
struct UnreadableStore: Store {
  let base: any Store
  /// The entry that no page may hold.
  var sequence: Int64?
  /// How many rows can be read.
  var rows: Int?

  private static let fault = StoreError.corrupt(StoreFault(code: 11, context: "a test"))

  func openWriter(acceptingLoss: Bool) throws(StoreError) -> any StoreWriter {
    try base.openWriter(acceptingLoss: acceptingLoss)
  }

  func rows(of owner: OwnerID) throws(StoreError) -> [StoredCell] { try base.rows(of: owner) }

  func owner(of name: UniqueName) throws(StoreError) -> OwnerID? { try base.owner(of: name) }

  func entry(at position: EntryPosition) throws(StoreError) -> StoredEntry? {
    try base.entry(at: position)
  }

  func entries(
    of writer: WriterID, after sequence: Int64, limit: Int
  ) throws(StoreError) -> [StoredEntry] {
    let page = try base.entries(of: writer, after: sequence, limit: limit)
    guard !page.contains(where: { $0.position.sequence == self.sequence }) else {
      throw Self.fault
    }
    return page
  }

  func texts(at position: EntryPosition) throws(StoreError) -> [SealedText?] {
    try base.texts(at: position)
  }

  func heads() throws(StoreError) -> [WriterHead] { try base.heads() }

  func forEachName(
    _ body: (UniqueName, OwnerID, ChainHash?) throws(StoreError) -> Void
  ) throws(StoreError) {
    try base.forEachName(body)
  }

  func forEachAnswer(
    _ body: ((key: IdempotencyKey, answer: StoredAnswer)?) throws(StoreError) -> Void
  ) throws(StoreError) {
    try base.forEachAnswer(body)
  }

  func forEachText(
    _ body: (EntryPosition) throws(StoreError) -> Void
  ) throws(StoreError) {
    try base.forEachText(body)
  }

  func losses() throws(StoreError) -> [AcceptedLoss] { try base.losses() }

  func forEachRow(
    _ body: (OwnerID, StoredCell) throws(StoreError) -> Void
  ) throws(StoreError) {
    var count = 0
    try base.forEachRow { (owner, cell) throws(StoreError) in
      guard count != rows else { return }
      count += 1
      try body(owner, cell)
    }
    if rows != nil { throw Self.fault }
  }
}
