import Dispatch
import Monetization

/// Runs blocking reads on threads of their own, so that no event loop ever waits for a disk.
package final class Readers: Sendable {
  private let queue: DispatchQueue
  private let slots: DispatchSemaphore

  /// Readers that run at most `widthMax` reads at once.
  package init(widthMax: Int = 4) {
    queue = DispatchQueue(label: "ovation.readers", attributes: .concurrent)
    slots = DispatchSemaphore(value: widthMax)
  }

  /// Runs a blocking read.
  ///
  /// - Throws: ``StoreError``, as `body` throws it.
  package func read<Value: Sendable>(
    _ body: @escaping @Sendable () throws(StoreError) -> Value
  ) async throws(StoreError) -> Value {
    let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
      queue.async { [slots] in
        slots.wait()
        defer { slots.signal() }
        continuation.resume(
          returning: Result { () throws(StoreError) -> Value in try body() })
      }
    }
    return try result.get()
  }
}
