extension EventLoop {
  /// Runs asynchronous work on the loop.
  ///
  /// The one place of the package that makes an unstructured task: a request arrives on a callback
  /// of libuv, where no task is running that could be its parent. The caller must wait for the end
  /// of the work, as a connection does by staying open until it is answered.
  func start(_ work: @escaping @Sendable () async -> Void) {
    Task(executorPreference: self) { await work() }
  }
}
