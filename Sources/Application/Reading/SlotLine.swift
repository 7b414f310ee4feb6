import Dispatch
import Synchronization

/// A few threads for blocking work, with a queue that is bounded in length and in time.
final class SlotLine: Sendable {
  /// Queued work: exactly one of `run` and `giveUp` is called.
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
    /// Oldest first, so the first one has the nearest deadline.
    var line: [Waiting] = []
    /// Whether a check for expired jobs is scheduled.
    var isWatched = false
  }

  private let state: Mutex<State>
  private let patience: DispatchTimeInterval
  private let watch = DispatchQueue(label: "ovation.readers.deadlines")

  /// Creates `slots` threads with a queue; no job waits in it longer than `patience`.
  init(slots: Int, patience: DispatchTimeInterval) {
    self.patience = patience
    // One serial queue per slot, because the width of a concurrent queue depends on the load of the
    // process.
    state = Mutex(
      State(idle: (0..<slots).map { DispatchQueue(label: "ovation.readers.\($0)") }))
  }

  private enum Verdict { case runs(on: DispatchQueue), waits, waitsUnwatched, isTooMany }

  /// Runs a job as soon as a thread is free; the job gives up after its time limit.
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
    case .waitsUnwatched: scheduleExpiry(at: until)
    case .waits: break
    }
  }

  /// Runs a job, then the jobs that wait.
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

  private func scheduleExpiry(at time: DispatchTime) {
    watch.asyncAfter(deadline: time) { [self] in expireJobs() }
  }

  /// Lets all expired jobs give up.
  private func expireJobs() {
    let now = DispatchTime.now()
    let (late, next) = state.withLock { state -> ([Waiting], DispatchTime?) in
      let late = state.line.prefix { $0.until <= now }
      state.line.removeFirst(late.count)
      state.isWatched = !state.line.isEmpty
      return (Array(late), state.line.first?.until)
    }
    for waiting in late { waiting.job.giveUp() }
    if let next { scheduleExpiry(at: next) }
  }

  /// The maximum length of the queue: later jobs would hardly run in time, so they are refused at
  /// once.
  private static let lineMax = 1_000
}
