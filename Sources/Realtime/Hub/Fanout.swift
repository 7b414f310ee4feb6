/// Deliveries to large rooms, cut into slices so that other work of the loop comes in between.
struct Fanout {
  /// Sends of one slice: a few milliseconds of work.
  static let sliceMax = 512

  private struct Job {
    let delivery: Delivery
    let listeners: [ListenerID]
    var next = 0
  }

  private var jobs: [Job] = []

  var isEmpty: Bool { jobs.isEmpty }

  /// Puts a delivery behind all others, so that everybody hears events in order.
  mutating func add(_ delivery: Delivery, to listeners: [ListenerID]) {
    jobs.append(Job(delivery: delivery, listeners: listeners))
  }

  /// Takes the next sends, at most `sliceMax`.
  mutating func takeSlice(_ send: (Delivery, ListenerID) -> Void) {
    var left = Self.sliceMax
    while left > 0, var job = jobs.first {
      let end = min(job.listeners.count, job.next + left)
      for listener in job.listeners[job.next..<end] { send(job.delivery, listener) }
      left -= end - job.next
      job.next = end
      if end == job.listeners.count { jobs.removeFirst() } else { jobs[0] = job }
    }
  }
}
