/// Asynchronous calls that state machines on the loop have asked for.
///
/// They run as children of `run()`, so nothing is loose. Their number needs no bound of its own:
/// each connection and each room waits for at most one at a time.
final class TaskQueue: Sendable {
  private let asked: AsyncStream<@Sendable () async -> Void>
  private let asking: AsyncStream<@Sendable () async -> Void>.Continuation

  init() {
    (asked, asking) = AsyncStream.makeStream()
  }

  /// Asks for a call; it begins as soon as `run()` gets to it.
  func ask(_ errand: @escaping @Sendable () async -> Void) {
    asking.yield(errand)
  }

  /// Runs whatever is asked for until it is cancelled.
  func run() async {
    await withDiscardingTaskGroup { group in
      for await errand in asked { group.addTask { await errand() } }
    }
  }
}
