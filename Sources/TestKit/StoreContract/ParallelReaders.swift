import Application
internal import Dispatch
import Ledger
import Monetization
internal import Synchronization

/// Readers on other threads, which compare what must always change together.
final class ParallelReaders: Sendable {
  private struct Progress {
    var isFinished = false
    var fault: String?
  }

  private let store: any Store
  private let progress = Mutex(Progress())
  private let group = DispatchGroup()
  private static let count = 3

  /// Begins to read at once.
  init(of store: any Store) {
    self.store = store
    for _ in 0..<Self.count {
      DispatchQueue.global().async(group: group) { self.read() }
    }
  }

  /// Ends the readers.
  ///
  /// - Returns: What a reader saw that must not be; nil when all was well.
  func finish() -> String? {
    progress.withLock { $0.isFinished = true }
    group.wait()
    return progress.withLock(\.fault)
  }

  private func read() {
    while progress.withLock({ !$0.isFinished && $0.fault == nil }) {
      do {
        try compare()
      } catch {
        progress.withLock { $0.fault = "\(error)" }
      }
    }
  }

  /// One walk over all rows is one view: entries and rows of it fit each other.
  private func compare() throws {
    var rows: [[UInt8]] = []
    try store.forEachRow { if $1.slot == RowSlot(.user) { rows.append($1.bytes.suffix(3)) } }
    try StoreContract.expect(Set(rows).count <= 1, "rows of one commit are seen together")
    let head = try store.heads()[0]
    let position = EntryPosition(writer: head.writer, sequence: head.sequence)
    try StoreContract.expect(
      try store.entry(at: position)?.hash == head.hash, "a head's entry is there")
  }
}
