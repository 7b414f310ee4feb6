extension EventLoop {
  /// Runs asynchronous work on the loop.
  ///
  /// The one place of the package that makes an unstructured task: a request arrives on a callback
  /// of libuv, where no task is running that could be its parent. Whoever starts work here must
  /// see to its end, as a connection does by staying open until its answer has come.
  func start(_ work: @escaping @Sendable () async -> Void) {
    Task(executorPreference: self) { await work() }
  }
}
