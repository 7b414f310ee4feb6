import CHTTP
import Synchronization

/// One thread that waits on sockets, timers and other threads, and runs tasks in between.
///
/// Request handlers run as tasks on the loop, so that no answer costs a change of threads. A
/// handler that blocks or computes for long therefore stalls every connection: such work belongs on
/// another thread. A *turn* is one round of the loop: sockets are read, then jobs run, then writes
/// are flushed.
///
/// `@unchecked Sendable`: `arriving` is behind its lock, `raw` is set once and its C functions
/// say themselves which may be called from any thread, everything else stays on the loop.
/// `@safe`: `raw` is valid from `init` until `stop` has joined the thread.
@safe
package final class EventLoop: TaskExecutor, @unchecked Sendable {
  private enum Item {
    case job(UnownedJob)
    case work(@Sendable () -> Void)
  }

  /// After this many items in one turn the loop polls its sockets before it runs the rest.
  private static let itemsPerTurnMax = 1000

  /// Work enqueued by other threads.
  private struct Arrivals {
    var items: [Item] = []
    var isEnded = false
  }

  private let arriving = Mutex(Arrivals())
  private var ready: [Item] = []
  private var running: [Item] = []
  private var flushing: [any TurnEnding] = []
  private var flushingNext: [any TurnEnding] = []
  private let raw: OpaquePointer

  /// Makes the loop and starts its thread.
  ///
  /// - Throws: `EventLoopError.cannotStart` when the system gives no thread or no descriptors.
  package init() throws(EventLoopError) {
    var callbacks = EventLoop.callbacks
    let box = LoopReference()
    // The box outlives the C loop: it is released when the thread says that it has ended.
    let context = unsafe Unmanaged.passRetained(box).toOpaque()
    guard let raw = unsafe ovation_loop_create(&callbacks, context) else {
      // No loop was created, so this reference must be released here.
      unsafe Unmanaged<LoopReference>.fromOpaque(context).release()
      throw .cannotStart("The event loop could not be created.")
    }
    unsafe self.raw = raw
    box.loop = self
    // `raw` was just created and no thread runs it yet.
    guard unsafe ovation_loop_start(raw) == 0 else {
      throw .cannotStart("The thread of the event loop could not be started.")
    }
  }

  /// Whether the caller runs on the loop's thread.
  package var isCurrent: Bool {
    // The C function compares the pointer with a thread-local one and reads nothing behind it.
    unsafe ovation_loop_is_current(raw)
  }

  /// The time of this turn in milliseconds since an unknown start; only on the loop.
  package var nowMilliseconds: UInt64 {
    // `raw` lives until `stop` has joined the thread.
    unsafe ovation_loop_milliseconds(raw)
  }

  /// The monotonic clock, in nanoseconds since an unknown start.
  package static var nowNanoseconds: UInt64 { ovation_monotonic_nanoseconds() }

  /// Runs a task's next part on the loop.
  package func enqueue(_ job: consuming ExecutorJob) {
    add(.job(UnownedJob(job)))
  }

  /// Runs work on the loop: in this turn when called on it, otherwise as soon as it wakes.
  package func execute(_ work: @escaping @Sendable () -> Void) {
    add(.work(work))
  }

  /// Runs work on the loop once after a time.
  package func schedule(
    afterMilliseconds delay: UInt64, _ work: @escaping @Sendable () -> Void
  ) -> ScheduledWork {
    let scheduled = ScheduledWork(loop: self, delay: delay, interval: 0, work: work)
    execute { scheduled.start() }
    return scheduled
  }

  /// Runs work on the loop periodically, until it is cancelled.
  package func schedule(
    everyMilliseconds interval: UInt64, _ work: @escaping @Sendable () -> Void
  ) -> ScheduledWork {
    let scheduled = ScheduledWork(loop: self, delay: interval, interval: interval, work: work)
    execute { scheduled.start() }
    return scheduled
  }

  /// Calls `turnEnded` once, when the jobs of this turn have run; only on the loop.
  func flushAtTurnEnd(_ participant: any TurnEnding) {
    flushing.append(participant)
  }

  /// Ends the loop and waits for its thread; sockets and timers that are left are closed.
  ///
  /// Work enqueued afterwards never runs. Must not be called on the loop itself.
  package func stop() {
    precondition(!isCurrent, "a loop cannot wait for its own end")
    precondition(!arriving.withLock { $0.isEnded }, "a loop ends once")
    execute { [self] in
      // On the loop's thread, where `raw` is alive.
      unsafe ovation_loop_stop(raw)
    }
    arriving.withLock { $0.isEnded = true }
    // The only place that joins; `isEnded` keeps other threads from `raw` after it.
    unsafe ovation_loop_join(raw)
  }

  /// The C loop, for the other owners of C handles in this folder.
  func withRaw<Result>(_ body: (OpaquePointer) -> Result) -> Result {
    // `raw` lives until `stop` has joined the thread.
    unsafe body(raw)
  }

  private func add(_ item: Item) {
    if isCurrent {
      ready.append(item)
      return
    }
    arriving.withLock { arrivals in
      // Work that arrives after the end is dropped: no connection is left to answer.
      if arrivals.isEnded { return }
      arrivals.items.append(item)
      // Safe from any thread; under the lock, because `stop` frees the loop once it holds it.
      if arrivals.items.count == 1 { unsafe ovation_loop_wake(raw) }
    }
  }

  /// Runs the work that has arrived, then flushes the sockets of this turn.
  private func runTurn() {
    var budget = Self.itemsPerTurnMax
    dequeueArrived()
    // Flushing comes last, so that answers to pipelined requests share a system call. It may add
    // new work, because a client whose output has drained is read again.
    while budget > 0, !ready.isEmpty || !flushing.isEmpty {
      if ready.isEmpty { flush() } else { budget -= runReady() }
    }
    flush()
    // Libuv counts wake-ups, so this one makes the next poll return at once.
    if !ready.isEmpty { unsafe ovation_loop_wake(raw) }
  }

  private func dequeueArrived() {
    arriving.withLock { arrivals in
      let count = arrivals.items.count
      guard count > 0 else { return }
      if ready.isEmpty {
        swap(&ready, &arrivals.items)
      } else {
        ready.append(contentsOf: arrivals.items)
      }
      arrivals.items.removeAll(keepingCapacity: count < 1024)
    }
  }

  /// - Returns: how many items ran.
  private func runReady() -> Int {
    swap(&ready, &running)
    // The loop runs these jobs, so it outlives the reference that they receive.
    let executor = unsafe asUnownedTaskExecutor()
    for item in running {
      switch item {
      // On the loop's thread, and each job once.
      case .job(let job): unsafe job.runSynchronously(on: executor)
      case .work(let work): work()
      }
    }
    let count = running.count
    running.removeAll(keepingCapacity: count < 1024)
    return count
  }

  private func flush() {
    swap(&flushing, &flushingNext)
    for participant in flushingNext { participant.turnEnded() }
    flushingNext.removeAll(keepingCapacity: flushingNext.count < 1024)
  }
}

/// An object that buffers output during a turn of the loop and writes it at its end.
protocol TurnEnding: AnyObject {
  /// Called on the loop, once for each `flushAtTurnEnd`.
  func turnEnded()
}

/// Why an event loop could not be created.
package enum EventLoopError: Error, Equatable {
  /// The system refused; the text says which call failed.
  case cannotStart(String)
}

/// The C loop's reference to the loop, held as long as its thread runs.
private final class LoopReference {
  var loop: EventLoop?
}

extension EventLoop {
  /// The functions that libuv calls, all on the loop's thread.
  ///
  /// Each context is the retained reference that was given with the handle, and libuv calls none
  /// of them after the handle's closing call: that is why every `fromOpaque` here holds.
  private static var callbacks: ovation_callbacks {
    unsafe ovation_callbacks(
      turn: { unsafe EventLoop.reference($0)?.loop?.runTurn() },
      ended: { context in
        // The thread's own reference, taken in `init`.
        guard let context = unsafe context else { return }
        unsafe Unmanaged<LoopReference>.fromOpaque(context).release()
      },
      accepting: { unsafe Listener.from($0)?.accepting() },
      received: { unsafe TCPSocket.from($0)?.received($1, count: $2) },
      written: { unsafe TCPSocket.from($0)?.written(succeeded: $1) },
      tcp_closed: { unsafe TCPSocket.closed($0) },
      listener_closed: { unsafe Listener.closed($0) },
      timer_fired: { unsafe ScheduledWork.from($0)?.fired() },
      timer_closed: { unsafe ScheduledWork.closed($0) },
      file_written: { unsafe FileWriter.written($0, succeeded: $1) })
  }

  private static func reference(_ context: UnsafeMutableRawPointer?) -> LoopReference? {
    // The reference that `init` retained for the C loop.
    guard let context = unsafe context else { return nil }
    return unsafe Unmanaged<LoopReference>.fromOpaque(context).takeUnretainedValue()
  }
}
