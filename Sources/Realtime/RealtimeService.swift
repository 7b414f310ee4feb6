package import HTTPServer
import Ledger
package import Monetization

/// Real time of one process: one hub, and the doors to it.
///
/// The executable hands it every committed batch, adds its routes to the server, and keeps `run()`
/// in its task group; `run()` must have ended before the loop is stopped.
package final class RealtimeService: Sendable {
  private let loop: EventLoop
  private let hub: Hub
  private let door: JSONDoor
  private let tasks = TaskQueue()
  private let limits: RealtimeLimits

  package init(
    loop: EventLoop, sources: RealtimeSources, limits: RealtimeLimits = RealtimeLimits()
  ) {
    self.loop = loop
    self.limits = limits
    hub = Hub(loop: loop, sources: sources, tasks: tasks)
    door = JSONDoor(hub: hub, sources: sources, limits: limits)
  }

  /// The addresses of all doors.
  package var routes: [WebSocketRoute] {
    [WebSocketRoute("/api/realtime") { [door] request, _ in await door.accept(request) }]
  }

  /// Answers what connections and rooms ask of the platform, until it is cancelled.
  package func run() async {
    let sweeping = loop.schedule(everyMilliseconds: limits.sweepMilliseconds) { [hub, door] in
      door.sweep()
      hub.sweep()
    }
    await withTaskExecutorPreference(loop) { await tasks.run() }
    sweeping.cancel()
  }

  /// Takes a committed batch on: for `Platform.onCommit`, from any thread.
  package func committed(_ entries: [JournalEntry]) {
    hub.committed(entries)
  }

  /// How many connections are in a stream's room; from any thread.
  package func viewers(of stream: StreamID) -> Int {
    hub.viewers(of: stream)
  }

  /// The counters as they are now.
  package func metrics() async -> RealtimeMetrics {
    await withCheckedContinuation { waiting in
      loop.execute { [hub] in waiting.resume(returning: hub.metrics) }
    }
  }
}
