import Dispatch
import Ledger
import Monetization
import Synchronization

/// Takes the committed journal into the projections, in order, from their own checkpoint.
///
/// While nobody waits it works in rounds, so that it never costs the lane more than a small part
/// of a core; a reader who waits is served at once.
package final class ProjectionRunner: Sendable {
  private let store: any Store
  private let projections: any Projections
  private let wake = DispatchSemaphore(value: 0)
  private let stopped = DispatchSemaphore(value: 0)
  private let shared = Mutex(Shared())

  private struct Shared {
    var reached = JournalCheckpoint()
    var waiters: [Waiter] = []
    var hasNews = true
    var isAwake = false
    var isClosed = false
    var failure: StoreError?
  }

  private struct Waiter {
    let goal: JournalCheckpoint
    let continuation: CheckedContinuation<Bool, Never>
  }

  package init(store: any Store, projections: any Projections) {
    self.store = store
    self.projections = projections
  }

  /// Tells that something was committed; cheap enough for the lane.
  package func notice() {
    let wakes = shared.withLock { shared in
      shared.hasNews = true
      guard !shared.isAwake else { return false }
      shared.isAwake = true
      return true
    }
    if wakes { wake.signal() }
  }

  /// How far the projections are.
  package var reached: JournalCheckpoint { shared.withLock { $0.reached } }

  /// Why the last round failed; nil when it did not.
  package var failure: StoreError? { shared.withLock { $0.failure } }

  /// Waits until everything in `goal` is in the projections.
  ///
  /// - Returns: false when the runner failed or stopped before.
  package func caughtUp(to goal: JournalCheckpoint) async -> Bool {
    await withCheckedContinuation { continuation in
      let answer = shared.withLock { shared -> Bool? in
        if shared.reached.covers(goal) { return true }
        if shared.isClosed { return false }
        shared.waiters.append(Waiter(goal: goal, continuation: continuation))
        return nil
      }
      if let answer {
        continuation.resume(returning: answer)
      } else {
        wake.signal()
      }
    }
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
      rest()
    }
    answerWaiters(all: true)
    stopped.signal()
  }

  /// Ends ``run()`` after its current round.
  package func close() {
    shared.withLock { $0.isClosed = true }
    wake.signal()
  }

  /// Waits until ``run()`` has returned; blocks.
  package func waitUntilStopped() { stopped.wait() }

  /// Takes one run of entries of every writer in.
  ///
  /// - Returns: Whether there may be more.
  /// - Throws: ``StoreError``.
  package func runRound() throws(StoreError) -> Bool {
    let before = try projections.checkpoint()
    var after = before
    var changes = ProjectionChanges()
    var mayHaveMore = false
    for head in try store.heads() where head.sequence > before.sequence(of: head.writer) {
      let entries = try store.entries(
        of: head.writer, after: before.sequence(of: head.writer), limit: Self.roundMax)
      for stored in entries {
        do {
          changes.take(try JournalEntry(bytes: stored.bytes))
        } catch {
          throw .corrupt(
            StoreFault(code: 0, context: "entry at \(stored.position.rawValue): \(error)"))
        }
      }
      guard let last = entries.last else { continue }
      after.advance(head.writer, to: last.position.sequence)
      mayHaveMore = mayHaveMore || entries.count == Self.roundMax
    }
    if after != before { try projections.apply(changes, from: before, to: after) }
    shared.withLock { $0.reached = after }
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

  /// Lets work gather, then waits for news, a reader or the end.
  private func rest() {
    let (isUrgent, hasNews) = shared.withLock { shared in
      let urgent = !shared.waiters.isEmpty || shared.isClosed
      let news = shared.hasNews
      shared.hasNews = false
      shared.isAwake = news
      return (urgent, news)
    }
    if isUrgent { return }
    _ = wake.wait(timeout: .now() + (hasNews ? Self.gathering : Self.idle))
  }

  /// Entries of one writer per round.
  private static let roundMax = 5_000
  private static let gathering = DispatchTimeInterval.milliseconds(50)
  private static let idle = DispatchTimeInterval.seconds(5)
}
