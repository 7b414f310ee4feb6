import Dispatch
import Ledger
import Monetization
import Synchronization

/// Takes commands from any task and has one lane process them in batches.
///
/// Whatever waits when a batch is done becomes the next batch: a lone command is never delayed
/// and a storm shares one commit.
package final class Engine: Sendable {
  private let waiting = Mutex(Waiting())
  private let wake = DispatchSemaphore(value: 0)
  private let stopped = DispatchSemaphore(value: 0)
  private let limits: Limits

  /// The engine's bounds.
  package struct Limits: Sendable {
    /// Commands that may wait; beyond it the answer is ``EngineFailure/overloaded`` at once.
    package var waitingMax = 20_000
    /// Commands of one batch.
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

  /// Has a command processed; returns when its effects are durable.
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

  /// How many commands wait for the next batch.
  package var depth: Int { waiting.withLock { $0.requests.count } }

  /// Processes batches until ``close()`` was called and nothing waits; blocks its thread.
  ///
  /// Between them it has old answers deleted, and an open outcome settled though nobody asks.
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

  /// Until when the lane may wait for commands before it has other work.
  private static func deadline(of lane: Lane, _ pace: SweepPace) -> DispatchTime {
    lane.isUnsettled ? min(pace.deadline, .now() + .seconds(settlingSeconds)) : pace.deadline
  }

  /// How soon an open outcome is settled while nobody asks.
  private static let settlingSeconds = 1

  /// Takes no more commands; those that wait are still processed.
  package func close() {
    waiting.withLock {
      $0.isClosed = true
      $0.isLaneIdle = false
    }
    wake.signal()
  }

  /// Waits until ``run(_:)`` has returned; blocks.
  package func waitUntilStopped() { stopped.wait() }

  /// What waits, oldest first; empty when nothing came until a time; nil when closed and drained.
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
