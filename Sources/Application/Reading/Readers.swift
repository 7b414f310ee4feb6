import Dispatch
import Monetization

/// Runs blocking reads on separate threads, so that no event loop waits for a disk.
///
/// Each class has its own threads: a balance never waits behind a dashboard or a public read.
package final class Readers: Sendable {
  private let lines: [ReaderClass: SlotLine]

  /// Creates readers with the slots and time limits of their classes.
  package convenience init() {
    self.init { .milliseconds($0.patienceMilliseconds) }
  }

  /// Creates readers with another time limit, for tests.
  init(patience: (ReaderClass) -> DispatchTimeInterval) {
    lines = Dictionary(
      uniqueKeysWithValues: ReaderClass.allCases.map {
        ($0, SlotLine(slots: $0.slots, patience: patience($0)))
      })
  }

  /// Runs a blocking read.
  ///
  /// - Parameters:
  ///   - reader: The class whose slots it uses.
  ///   - body: What to read.
  /// - Returns: What was read.
  /// - Throws: ``StoreError``, as thrown by `body`; ``StoreError/overloaded`` if no slot becomes
  ///   free in time.
  package func read<Value: Sendable>(
    as reader: ReaderClass = .money, _ body: @escaping @Sendable () throws(StoreError) -> Value
  ) async throws(StoreError) -> Value {
    guard let line = lines[reader] else { preconditionFailure("every class has its line") }
    let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
      line.submit(
        SlotLine.Job {
          continuation.resume(returning: Result { () throws(StoreError) in try body() })
        } giveUp: {
          continuation.resume(returning: .failure(.overloaded))
        })
    }
    return try result.get()
  }
}
