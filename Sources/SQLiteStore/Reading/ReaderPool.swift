import Application
internal import Dispatch
internal import Synchronization

/// A bounded number of reading connections; whoever finds none free waits.
final class ReaderPool: Sendable {
  /// A reader is used by one thread at a time: it is either in the pool or with its borrower.
  private struct Reader: @unchecked Sendable {
    let queries: StoreQueries
  }

  private let path: String
  private let idle = Mutex<[Reader]>([])
  private let free: DispatchSemaphore

  /// - Parameters:
  ///   - path: The database file.
  ///   - count: The most connections, opened when they are first needed.
  init(_ path: String, most count: Int) {
    self.path = path
    free = DispatchSemaphore(value: count)
  }

  /// Lends a reader to `body`, on the calling thread.
  ///
  /// - Throws: ``StoreError``, also what `body` throws.
  func read<Result>(
    _ body: (StoreQueries) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    free.wait()
    defer { free.signal() }
    let reader = if let idle = idle.withLock({ $0.popLast() }) { idle } else { try open() }
    defer { idle.withLock { $0.append(reader) } }
    return try body(reader.queries)
  }

  /// Closes the connections that nobody uses.
  func close() { idle.withLock { $0.removeAll() } }

  private func open() throws(StoreError) -> Reader {
    let connection = try Connection.store(path, cacheKibibytes: 2_048)
    try connection.execute("PRAGMA query_only = ON")
    return Reader(queries: try StoreQueries(on: connection))
  }
}
