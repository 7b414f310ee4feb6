import Dispatch
import Glibc
import Synchronization

/// Stops a checkpoint of another thread at one of its file calls until the test resumes it.
///
/// The test's own thread is never stopped: it commits.
final class CheckpointStage: Sendable {
  /// SQLite calls functions that know nothing but their file, so there is one stage a process.
  static let shared = CheckpointStage()

  enum Call { case checkpointBegins, checkpointEnds, logBeginsAnew, other }

  /// What the stage has seen since it was armed.
  struct Counts: Equatable {
    var beginnings = 0
    /// Beginnings of the log while a checkpoint of another thread was under way.
    var beginningsBesideCopy = 0
  }

  private struct Play {
    /// The test's own thread.
    var committing: pthread_t?
    var checkpointing: pthread_t?
    var calls = 0
    var stopAt: Int?
    var counts = Counts()
  }

  private let play = Mutex(Play())
  private let news = DispatchSemaphore(value: 0)
  private let goOn = DispatchSemaphore(value: 0)
  private let drained = Mutex(false)

  /// Says that the calling thread is the one that commits and is never stopped.
  func claim() { play.withLock { $0.committing = pthread_self() } }

  /// Stops the next checkpoint of another thread at its call of this number, from 0; nil: nowhere.
  func arm(at call: Int?) { play.withLock { $0.stopAt = call } }

  /// What was seen since the last question.
  func removeCounts() -> Counts {
    play.withLock { play in
      defer { play.counts = Counts() }
      return play.counts
    }
  }

  func note(_ call: Call) {
    let isStopped = play.withLock { play -> Bool in
      let isOwn = play.checkpointing == pthread_self()
      switch call {
      case .checkpointBegins:
        play.checkpointing = pthread_self()
        play.calls = 0
        return false
      case .logBeginsAnew:
        play.counts.beginnings += 1
        if play.checkpointing != nil, !isOwn { play.counts.beginningsBesideCopy += 1 }
      case .checkpointEnds, .other: break
      }
      guard isOwn, play.committing != pthread_self() else { return false }
      defer { play.calls += 1 }
      return play.stopAt == play.calls
    }
    if isStopped {
      arm(at: nil)
      news.signal()
      goOn.wait()
    }
    if call == .checkpointEnds { play.withLock { $0.checkpointing = nil } }
  }

  /// Waits until a checkpoint is stopped or `drain`, which returns when none is under way, returns.
  ///
  /// - Returns: Whether one is stopped; ``letGo()`` must follow then.
  func waitForStop(or drain: @escaping @Sendable () -> Void) -> Bool {
    drained.withLock { $0 = false }
    DispatchQueue.global().async {
      drain()
      self.drained.withLock { $0 = true }
      self.news.signal()
    }
    news.wait()
    return !drained.withLock { $0 }
  }

  /// Resumes the stopped checkpoint and waits until it is done.
  func letGo() {
    goOn.signal()
    news.wait()
  }
}
