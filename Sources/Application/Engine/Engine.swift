import Dispatch
import Ledger
import Monetization
import Synchronization

/// Queues commands from any task; one lane processes them in batches.
///
/// All commands that wait when a batch is done become the next batch: a single command is never
/// delayed, and under load many commands share one commit.
package final class Engine: Sendable {
  private let waiting = Mutex(Waiting())
  private let wake = DispatchSemaphore(value: 0)
  private let stopped = DispatchSemaphore(value: 0)
  private let limits: Limits

  /// The limits of the engine.
  package struct Limits: Sendable {
    /// The maximum number of queued commands; further ones fail with ``EngineFailure/overloaded``.
    package var waitingMax = 20_000
    /// The maximum number of commands in a batch.
    package var batchMax = 1_000

    package init() {}
  }

  private struct Waiting {
    var requests: [Pending] = []
    var isLaneIdle = false
    var isClosed = false
  }

  private struct Pending {
    let request: CommandRequest
    let answer: CheckedContinuation<Outcome, Never>
  }

  package init(limits: Limits = Limits()) { self.limits = limits }

  /// Processes a command; returns when its effects are durable.
  package func submit(_ request: CommandRequest) async -> Outcome {
    await withCheckedContinuation { answer in
      let verdict = waiting.withLock { waiting -> Verdict in
        guard !waiting.isClosed else { return .refuse(.stopped) }
        guard waiting.requests.count < limits.waitingMax else { return .refuse(.overloaded) }
        waiting.requests.append(Pending(request: request, answer: answer))
        guard waiting.isLaneIdle else { return .queued }
        waiting.isLaneIdle = false
        return .queuedForIdleLane
      }
      switch verdict {
      case .refuse(let failure): answer.resume(returning: .failed(failure))
      case .queuedForIdleLane: wake.signal()
      case .queued: break
      }
    }
  }

  private enum Verdict { case refuse(EngineFailure), queued, queuedForIdleLane }

  /// The number of commands that wait for the next batch.
  package var depth: Int { waiting.withLock { $0.requests.count } }

  /// Processes batches until ``close()`` was called and the queue is empty; blocks its thread.
  ///
  /// Between batches it deletes old answers and settles an unknown outcome.
  ///
  /// - Parameter lane: Used by no other thread.
  package func run(_ lane: Lane) {
    var pace = SweepPace()
    while let batch = nextBatch(until: Self.deadline(of: lane, pace)) {
      if batch.isEmpty {
        lane.settle()
      } else {
        let outcomes = lane.process(batch.map(\.request))
        for (pending, outcome) in zip(batch, outcomes) { pending.answer.resume(returning: outcome) }
      }
      if pace.isStepDue(afterAnswering: batch.count, at: .now()) {
        pace.noteStep(hasMore: lane.purgeAnswers(), at: .now())
      }
    }
    stopped.signal()
  }

  /// How long the lane may wait for commands before other work is due.
  private static func deadline(of lane: Lane, _ pace: SweepPace) -> DispatchTime {
    lane.isUnsettled ? min(pace.deadline, .now() + .seconds(settlingSeconds)) : pace.deadline
  }

  /// The interval of attempts to settle an unknown outcome while no command arrives.
  private static let settlingSeconds = 1

  /// Accepts no more commands; queued ones are still processed.
  package func close() {
    waiting.withLock {
      $0.isClosed = true
      $0.isLaneIdle = false
    }
    wake.signal()
  }

  /// Waits until ``run(_:)`` has returned; blocks.
  package func waitUntilStopped() { stopped.wait() }

  /// The queued commands, oldest first; empty after the deadline; nil if closed and drained.
  private func nextBatch(until deadline: DispatchTime) -> [Pending]? {
    while true {
      let (batch, isClosed) = waiting.withLock { waiting -> ([Pending], Bool) in
        guard waiting.requests.count > limits.batchMax else {
          let all = waiting.requests
          waiting.requests = []
          waiting.requests.reserveCapacity(all.count)
          waiting.isLaneIdle = all.isEmpty && !waiting.isClosed
          return (all, waiting.isClosed)
        }
        let batch = Array(waiting.requests.prefix(limits.batchMax))
        waiting.requests.removeFirst(limits.batchMax)
        return (batch, waiting.isClosed)
      }
      guard batch.isEmpty else { return batch }
      if isClosed { return nil }
      if wake.wait(timeout: deadline) == .timedOut { return [] }
    }
  }
}
