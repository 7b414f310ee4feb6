import Dispatch
import Synchronization

/// A few threads for blocking work, and a line before them, bounded in number and in time.
final class SlotLine: Sendable {
  /// Work that waits its turn: either it runs, or it gives up, once.
  struct Job: Sendable {
    let run: @Sendable () -> Void
    let giveUp: @Sendable () -> Void
  }

  private struct Waiting {
    let job: Job
    let until: DispatchTime
  }

  private struct State {
    /// Threads without work.
    var idle: [DispatchQueue]
    /// Whoever came first stands first, and so has the nearest deadline.
    var line: [Waiting] = []
    /// Whether somebody will look for those whose time is up.
    var isWatched = false
  }

  private let state: Mutex<State>
  private let patience: DispatchTimeInterval
  private let watch = DispatchQueue(label: "ovation.readers.deadlines")

  /// A line before `slots` threads; nobody stands in it for longer than `patience`.
  init(slots: Int, patience: DispatchTimeInterval) {
    self.patience = patience
    // A queue each: queues share no threads, where the width of a concurrent one depends on what
    // else the process does.
    state = Mutex(
      State(idle: (0..<slots).map { DispatchQueue(label: "ovation.readers.\($0)") }))
  }

  private enum Verdict { case runs(on: DispatchQueue), waits, waitsUnwatched, isTooMany }

  /// Has a job run as soon as a thread is free; it gives up when that takes too long.
  func submit(_ job: Job) {
    let until = DispatchTime.now() + patience
    let verdict = state.withLock { state -> Verdict in
      if let thread = state.idle.popLast() { return .runs(on: thread) }
      guard state.line.count < Self.lineMax else { return .isTooMany }
      state.line.append(Waiting(job: job, until: until))
      guard !state.isWatched else { return .waits }
      state.isWatched = true
      return .waitsUnwatched
    }
    switch verdict {
    case .runs(let thread): thread.async { [self] in work(job, on: thread) }
    case .isTooMany: job.giveUp()
    case .waitsUnwatched: look(at: until)
    case .waits: break
    }
  }

  /// Runs a job and whatever waits after it.
  private func work(_ first: Job, on thread: DispatchQueue) {
    var next: Job? = first
    while let job = next {
      job.run()
      next = state.withLock { state in
        guard !state.line.isEmpty else {
          state.idle.append(thread)
          return nil
        }
        return state.line.removeFirst().job
      }
    }
  }

  private func look(at time: DispatchTime) {
    watch.asyncAfter(deadline: time) { [self] in sendAway() }
  }

  /// Has everybody give up whose time is up.
  private func sendAway() {
    let now = DispatchTime.now()
    let (late, next) = state.withLock { state -> ([Waiting], DispatchTime?) in
      let late = state.line.prefix { $0.until <= now }
      state.line.removeFirst(late.count)
      state.isWatched = !state.line.isEmpty
      return (Array(late), state.line.first?.until)
    }
    for waiting in late { waiting.job.giveUp() }
    if let next { look(at: next) }
  }

  /// Beyond it the answer comes at once: they would hardly have their turn in time.
  private static let lineMax = 1_000
}
