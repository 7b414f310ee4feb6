import Dispatch
package import Ledger
import Monetization
import Synchronization

/// Applies the committed journal to the projections, in order, from their checkpoint.
///
/// While no reader waits it works in rounds, with longer pauses under load: all entries of a round
/// that change the same sum cost one write. A waiting reader ends the pause.
package final class ProjectionRunner: Sendable {
  private let store: any Store
  private let projections: any Projections
  private let days: ReportingDays
  private let wakeUp = DispatchSemaphore(value: 0)
  private let stopped = DispatchSemaphore(value: 0)
  private let shared = Mutex(Shared())
  private let watch = DispatchQueue(label: "ovation.projections.deadlines")

  private struct Shared {
    var reached = JournalCheckpoint()
    /// The known end of the journal: from the newest round, and from `wake` since.
    var end = JournalCheckpoint()
    /// Whether the end was reached since the process started.
    var hasArrived = false
    var nextWaiter = 0
    var waiters: [Waiter] = []
    var hasNews = true
    /// Entries applied since the last pause.
    var applied = 0
    var isAwake = false
    var isClosed = false
    var failure: StoreError?
  }

  private struct Waiter {
    let number: Int
    let goal: JournalCheckpoint
    let continuation: CheckedContinuation<Bool, Never>
  }

  /// - Parameters:
  ///   - store: Has the journal.
  ///   - projections: What is kept up to date.
  ///   - days: The days of which sums are kept; other ones than the projections have would mix.
  package init(
    store: any Store, projections: any Projections, days: ReportingDays = .utc
  ) {
    self.days = days
    self.store = store
    self.projections = projections
  }

  /// Wakes the runner after a commit, with its newest entry; cheap enough for the lane.
  package func wake(_ newest: EntryPosition? = nil) {
    let wakes = shared.withLock { shared in
      shared.hasNews = true
      if let newest, let writer = WriterID(rawValue: newest.writerNumber) {
        shared.end.advance(writer, to: newest.sequence)
      }
      guard !shared.isAwake else { return false }
      shared.isAwake = true
      return true
    }
    if wakes { wakeUp.signal() }
  }

  /// How far the projections are.
  package var reached: JournalCheckpoint { shared.withLock { $0.reached } }

  /// The backlog of the projections.
  package struct Backlog: Equatable, Sendable {
    /// The known number of entries of all writers that are not applied yet.
    package let lagEntries: Int64
    /// Whether so much is missing that lists and sums would mislead: the file is being rebuilt, or
    /// the journal is far ahead.
    package let isRebuilding: Bool
  }

  /// The backlog, without reading the store.
  package var backlog: Backlog {
    shared.withLock { shared in
      let lag = shared.end.sequences.reduce(0) { sum, writer in
        sum + max(0, writer.sequence - shared.reached.sequence(of: writer.writer))
      }
      return Backlog(
        lagEntries: lag, isRebuilding: !shared.hasArrived || lag > Self.lagMax)
    }
  }

  /// Why the last round failed; nil if it succeeded.
  package var failure: StoreError? { shared.withLock { $0.failure } }

  /// Waits until the projections have reached `goal`.
  ///
  /// - Parameters:
  ///   - goal: The checkpoint to reach.
  ///   - milliseconds: How long to wait at most; nil waits until the runner succeeds or fails.
  /// - Returns: false if the runner failed or stopped first, or the time has passed.
  package func caughtUp(
    to goal: JournalCheckpoint, withinMilliseconds milliseconds: Int? = nil
  ) async -> Bool {
    await withCheckedContinuation { continuation in
      let answer = shared.withLock { shared -> Answer in
        if shared.reached.covers(goal) { return .now(true) }
        if shared.isClosed { return .now(false) }
        shared.nextWaiter += 1
        shared.waiters.append(
          Waiter(number: shared.nextWaiter, goal: goal, continuation: continuation))
        return .later(shared.nextWaiter)
      }
      switch answer {
      case .now(let isThere): continuation.resume(returning: isThere)
      case .later(let number):
        wakeUp.signal()
        guard let milliseconds else { return }
        watch.asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { [self] in
          expire(number)
        }
      }
    }
  }

  private enum Answer {
    case now(Bool)
    /// The number of the waiter, if it must wait.
    case later(Int)
  }

  /// Answers a waiter whose time has passed, unless it was already answered.
  private func expire(_ number: Int) {
    let waiter = shared.withLock { shared -> Waiter? in
      guard let place = shared.waiters.firstIndex(where: { $0.number == number }) else {
        return nil
      }
      return shared.waiters.remove(at: place)
    }
    waiter?.continuation.resume(returning: false)
  }

  /// Runs until ``close()``; blocks its thread.
  package func run() {
    while !shared.withLock({ $0.isClosed }) {
      do {
        while try runRound() {}
        note(nil)
      } catch {
        note(error)
      }
      pause()
    }
    answerWaiters(all: true)
    stopped.signal()
  }

  /// Ends ``run()`` after its current round.
  package func close() {
    shared.withLock { $0.isClosed = true }
    wakeUp.signal()
  }

  /// Waits until ``run()`` has returned; blocks.
  package func waitUntilStopped() { stopped.wait() }

  /// Applies one run of entries of every writer.
  ///
  /// - Returns: Whether there may be more entries.
  /// - Throws: ``StoreError``.
  package func runRound() throws(StoreError) -> Bool {
    let before = try projections.checkpoint()
    var after = before
    var changes = ProjectionChanges(days: days)
    var mayHaveMore = false
    var applied = 0
    let heads = try store.heads()
    for head in heads where head.sequence > before.sequence(of: head.writer) {
      let entries = try store.entries(
        of: head.writer, after: before.sequence(of: head.writer), limit: Self.roundMax)
      changes.reserve(entries.count)
      for stored in entries {
        do {
          try JournalEntry(bytes: stored.bytes).read(by: &changes)
        } catch {
          throw .corrupt(
            StoreFault(code: 0, context: "entry at \(stored.position.rawValue): \(error)"))
        }
      }
      guard let last = entries.last else { continue }
      applied += entries.count
      after.advance(head.writer, to: last.position.sequence)
      mayHaveMore = mayHaveMore || entries.count == Self.roundMax
    }
    if after != before { try projections.apply(changes, from: before, to: after) }
    shared.withLock { shared in
      shared.reached = after
      shared.applied += applied
      for head in heads { shared.end.advance(head.writer, to: head.sequence) }
      if !mayHaveMore { shared.hasArrived = true }
    }
    answerWaiters(all: false)
    return mayHaveMore
  }

  private func note(_ failure: StoreError?) {
    shared.withLock { $0.failure = failure }
    if failure != nil { answerWaiters(all: true) }
  }

  private func answerWaiters(all: Bool) {
    let answered = shared.withLock { shared -> [(Waiter, Bool)] in
      let done = shared.waiters.map { ($0, shared.reached.covers($0.goal)) }
      shared.waiters = all ? [] : shared.waiters.filter { !shared.reached.covers($0.goal) }
      return done.filter { all || $0.1 }
    }
    for (waiter, isReached) in answered { waiter.continuation.resume(returning: isReached) }
  }

  /// Pauses so that entries accumulate, then waits for a commit, a reader or the end.
  private func pause() {
    let pause = shared.withLock { shared -> DispatchTimeInterval? in
      let isUrgent = !shared.waiters.isEmpty || shared.isClosed
      let busy = shared.applied >= Self.busyMin
      let hasNews = shared.hasNews
      shared.applied = 0
      shared.hasNews = false
      shared.isAwake = hasNews
      if isUrgent { return nil }
      return hasNews ? (busy ? Self.longGathering : Self.gathering) : Self.idle
    }
    if let pause { _ = wakeUp.wait(timeout: .now() + pause) }
  }

  /// The maximum backlog for public reads: well under a second's work.
  private static let lagMax: Int64 = 100_000
  /// Entries of one writer per round: a few megabytes.
  private static let roundMax = 20_000
  private static let gathering = DispatchTimeInterval.milliseconds(50)
  /// The pause after a run of at least ``busyMin`` entries.
  private static let longGathering = DispatchTimeInterval.milliseconds(300)
  private static let busyMin = 200
  private static let idle = DispatchTimeInterval.seconds(5)
}
