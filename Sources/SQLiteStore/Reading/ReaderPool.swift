import Application
internal import Dispatch
internal import Synchronization

/// A bounded number of reading connections; whoever finds none free waits.
final class ReaderPool<Queries>: Sendable {
  /// A reader is used by one thread at a time: it is either in the pool or with its borrower.
  private struct Reader: @unchecked Sendable {
    let queries: Queries
  }

  private let open: @Sendable () throws(StoreError) -> Queries
  private let idle = Mutex<[Reader]>([])
  private let free: DispatchSemaphore

  /// - Parameters:
  ///   - count: The most connections.
  ///   - open: Makes one with its statements, when it is first needed.
  init(most count: Int, open: @escaping @Sendable () throws(StoreError) -> Queries) {
    self.open = open
    free = DispatchSemaphore(value: count)
  }

  /// Lends a reader to `body`, on the calling thread.
  ///
  /// - Throws: ``StoreError``, also what `body` throws.
  func read<Result>(
    _ body: (Queries) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    free.wait()
    defer { free.signal() }
    let reader =
      if let idle = idle.withLock({ $0.popLast() }) { idle } else { Reader(queries: try open()) }
    defer { idle.withLock { $0.append(reader) } }
    return try body(reader.queries)
  }
}
