import Dispatch
import Monetization

/// Runs blocking reads on threads of their own, so that no event loop ever waits for a disk.
///
/// Each class of readers has its own: a balance never waits behind a dashboard or a stranger.
package final class Readers: Sendable {
  private let lines: [ReaderClass: SlotLine]

  /// Readers with the slots and the patience of their classes.
  package convenience init() {
    self.init { .milliseconds($0.patienceMilliseconds) }
  }

  /// Readers of another patience, for tests.
  init(patience: (ReaderClass) -> DispatchTimeInterval) {
    lines = Dictionary(
      uniqueKeysWithValues: ReaderClass.allCases.map {
        ($0, SlotLine(slots: $0.slots, patience: patience($0)))
      })
  }

  /// Runs a blocking read.
  ///
  /// - Parameters:
  ///   - reader: Whose slots it takes.
  ///   - body: What to read.
  /// - Returns: What was read.
  /// - Throws: ``StoreError``, as `body` throws it; ``StoreError/overloaded`` when no slot gets
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
