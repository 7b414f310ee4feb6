import Application
internal import Dispatch
internal import Synchronization

/// A bounded number of reading connections.
///
/// There are as many connections as concurrent readers, so one is free unless there is a bug; a
/// read therefore waits only for a limited time.
final class ReaderPool<Queries>: Sendable {
  /// A reader is used by one thread at a time: it is either in the pool or borrowed.
  private struct Reader: @unchecked Sendable {
    let queries: Queries
  }

  private let open: @Sendable () throws(StoreError) -> Queries
  private let idle = Mutex<[Reader]>([])
  private let free: DispatchSemaphore

  /// - Parameters:
  ///   - count: The maximum number of connections.
  ///   - open: Opens a connection with its statements, when it is first needed.
  init(most count: Int, open: @escaping @Sendable () throws(StoreError) -> Queries) {
    self.open = open
    free = DispatchSemaphore(value: count)
  }

  /// Runs `body` with a borrowed reader, on the calling thread.
  ///
  /// - Throws: ``StoreError``, also as thrown by `body`; ``StoreError/overloaded`` if none becomes
  ///   free in time.
  func read<Result>(
    _ body: (Queries) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    guard free.wait(timeout: .now() + Self.patience) == .success else { throw .overloaded }
    defer { free.signal() }
    let reader =
      if let idle = idle.withLock({ $0.popLast() }) { idle } else { Reader(queries: try open()) }
    defer { idle.withLock { $0.append(reader) } }
    return try body(reader.queries)
  }

  private static var patience: DispatchTimeInterval { .seconds(5) }
}
