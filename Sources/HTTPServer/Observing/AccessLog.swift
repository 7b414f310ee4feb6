/// Writes access records as JSON lines to an open file, in batches and off the loop.
///
/// A line holds no query, address, token or body. When the file cannot keep up, lines are dropped
/// and counted rather than making requests wait.
///
/// `@unchecked Sendable`: every member is touched on the loop only.
package final class AccessLog: @unchecked Sendable {
  private static let waitingBytesMax = 1024 * 1024
  private static let eagerBytes = 32 * 1024

  private let loop: EventLoop
  private let writer: FileWriter
  private let flushMilliseconds: UInt64
  private var waiting: [UInt8] = []
  private var dropped = 0
  private var isWriting = false
  private var isScheduled = false
  private var whenIdle: [() -> Void] = []

  /// A log on an open file such as standard output, which stays open and belongs to the caller.
  package init(loop: EventLoop, descriptor: Int32, flushMilliseconds: UInt64 = 100) {
    self.loop = loop
    self.flushMilliseconds = flushMilliseconds
    writer = FileWriter(loop: loop, descriptor: descriptor)
  }

  /// Adds a line; only on the loop, as the server's `log`.
  package func add(_ record: AccessRecord) {
    guard waiting.count < Self.waitingBytesMax else {
      dropped += 1
      return
    }
    if dropped > 0 { noteDropped() }
    append(record)
    if waiting.count >= Self.eagerBytes { flush() } else { schedule() }
  }

  /// Writes the lines that wait and returns when they are written.
  package func finish() async {
    await withCheckedContinuation { done in
      loop.execute {
        self.whenIdle.append { done.resume() }
        self.flush()
      }
    }
  }

  private func schedule() {
    guard !isScheduled else { return }
    isScheduled = true
    _ = loop.schedule(afterMilliseconds: flushMilliseconds) { [weak self] in
      self?.isScheduled = false
      self?.flush()
    }
  }

  private func flush() {
    guard !isWriting else { return }
    guard !waiting.isEmpty else {
      let resuming = whenIdle
      whenIdle = []
      for resume in resuming { resume() }
      return
    }
    isWriting = true
    let bytes = waiting
    waiting = []
    writer.write(bytes) { [self] succeeded in
      isWriting = false
      if !succeeded { dropped += 1 }
      if !waiting.isEmpty || !whenIdle.isEmpty { flush() }
    }
  }

  private func noteDropped() {
    text("{\"event\":\"log_lines_dropped\",\"count\":\(dropped)}\n")
    dropped = 0
  }

  /// None of these values holds a character that JSON escapes: ids are checked, routes are ours.
  private func append(_ record: AccessRecord) {
    text("{\"time\":")
    number(SystemClock.millisecondsSince1970)
    text(",\"requestId\":\"")
    text(record.requestID)
    text("\",\"method\":\"")
    text(record.method?.rawValue ?? "")
    text("\",\"route\":\"")
    text(record.route)
    text("\",\"status\":")
    number(record.status)
    text(",\"microseconds\":")
    number(Int(record.durationNanoseconds / 1000))
    text(",\"bytesIn\":")
    number(record.bytesIn)
    text(",\"bytesOut\":")
    number(record.bytesOut)
    text("}\n")
  }

  private func text(_ part: String) {
    waiting.append(contentsOf: part.utf8)
  }

  private func number(_ value: Int) {
    ResponseWriter.append(value, to: &waiting)
  }
}
