import Dispatch

/// Runs an actor's work on its own queue, so that waiting for the disk delays no other work.
final class BlockingExecutor: SerialExecutor {
  private let queue: DispatchQueue

  init(label: String) { queue = DispatchQueue(label: label) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async {
      // Each job is run once, on the serial queue that this executor stands for, which the block
      // keeps alive.
      unsafe job.runSynchronously(on: self.asUnownedSerialExecutor())
    }
  }
}
