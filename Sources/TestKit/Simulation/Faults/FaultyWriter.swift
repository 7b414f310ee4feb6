import Application
import Ledger
import Monetization

/// A writer that fails as a script says; the store behind it stays whole.
final class FaultyWriter: StoreWriter {
  private let base: any StoreWriter
  private let script: FaultScript
  /// Has another process take the writer over.
  private let usurp: () throws(StoreError) -> Void
  /// Whether the process that held the writer is gone.
  private var isDead = false

  init(
    _ base: any StoreWriter, script: FaultScript,
    usurp: @escaping () throws(StoreError) -> Void
  ) {
    self.base = base
    self.script = script
    self.usurp = usurp
  }

  var head: WriterHead { base.head }

  var isExclusive: Bool { base.isExclusive }

  func load(
    _ request: LoadRequest, into state: inout State
  ) throws(StoreError) -> [IdempotencyKey: StoredAnswer] {
    if let error = try errorOfCall() { throw error }
    return try base.load(request, into: &state)
  }

  func commit(_ batch: CommitBatch) throws(StoreError) {
    guard !isDead else { throw .fenced }
    switch script.nextCall() {
    case nil: try write(batch)
    case .unavailable: throw .unavailable(Self.fault)
    case .conflict: throw .conflict
    case .unknownLost: throw .outcomeUnknown(Self.fault)
    case .unknownCommitted:
      try write(batch)
      throw .outcomeUnknown(Self.fault)
    case .fenced:
      try usurp()
      try write(batch)
    case .crashBefore:
      isDead = true
      throw .unavailable(Self.fault)
    case .crashAfter:
      try write(batch)
      isDead = true
      throw .unavailable(Self.fault)
    }
  }

  func takeOver() throws(StoreError) -> WriterHead {
    if let error = try errorOfCall() { throw error }
    return try base.takeOver()
  }

  func entries(
    of writer: WriterID, after sequence: Int64, limit: Int
  ) throws(StoreError) -> [StoredEntry] {
    if let error = try errorOfCall() { throw error }
    return try base.entries(of: writer, after: sequence, limit: limit)
  }

  func purgeAnswers(olderThan limit: Timestamp, most count: Int) throws(StoreError) -> Bool {
    if let error = try errorOfCall() { throw error }
    return try base.purgeAnswers(olderThan: limit, most: count)
  }

  private func write(_ batch: CommitBatch) throws(StoreError) {
    try base.commit(batch)
    script.note(durable: batch)
  }

  /// What a call that writes no batch throws; nil when it works.
  private func errorOfCall() throws(StoreError) -> StoreError? {
    guard !isDead else { return .fenced }
    switch script.nextCall() {
    case nil: return nil
    case .unavailable, .unknownLost, .unknownCommitted: return .unavailable(Self.fault)
    case .conflict: return .conflict
    case .fenced:
      try usurp()
      return .fenced
    case .crashBefore, .crashAfter:
      isDead = true
      return .unavailable(Self.fault)
    }
  }

  private static let fault = StoreFault(code: -1, context: "injected fault")
}
