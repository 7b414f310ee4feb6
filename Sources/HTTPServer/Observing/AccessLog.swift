internal import JSON

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
  private var writer: FileWriter
  /// What takes the place of the writer once its last write is done.
  private var next: FileWriter?
  private let flushMilliseconds: UInt64
  private var waiting = JSONWriter(capacity: 0)
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

  /// Continues in another open file, from the next line on.
  ///
  /// - Parameters:
  ///   - descriptor: The open file.
  ///   - whenDone: Called when nothing is written to the old one any more.
  package func reopen(descriptor: Int32, whenDone: @escaping @Sendable () -> Void) {
    loop.execute { [self] in
      whenIdle.append(whenDone)
      next = FileWriter(loop: loop, descriptor: descriptor)
      flush()
    }
  }

  /// Adds a line; only on the loop, as the server's `log`.
  package func add(_ record: AccessRecord) {
    guard waiting.bytes.count < Self.waitingBytesMax else {
      dropped += 1
      return
    }
    if dropped > 0 { noteDropped() }
    append(record)
    if waiting.bytes.count >= Self.eagerBytes { flush() } else { schedule() }
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
    if let next {
      writer = next
      self.next = nil
    }
    guard !waiting.bytes.isEmpty else {
      let resuming = whenIdle
      whenIdle = []
      for resume in resuming { resume() }
      return
    }
    isWriting = true
    let bytes = waiting.bytes
    waiting = JSONWriter(capacity: 0)
    writer.write(bytes) { [self] succeeded in
      isWriting = false
      if !succeeded { dropped += 1 }
      if !waiting.bytes.isEmpty || !whenIdle.isEmpty { flush() }
    }
  }

  private func noteDropped() {
    waiting.object { line in
      line.field("event", "log_lines_dropped")
      line.field("count", dropped)
    }
    waiting.newLine()
    dropped = 0
  }

  private func append(_ record: AccessRecord) {
    waiting.object { line in
      line.field("time", SystemClock.millisecondsSince1970)
      line.field("requestId", record.requestID)
      line.field("method", record.method?.rawValue ?? "")
      line.field("route", record.route)
      line.field("status", record.status)
      if !record.note.code.isEmpty { line.field("code", record.note.code) }
      if !record.note.caller.isEmpty { line.field("caller", record.note.caller) }
      line.field("microseconds", Int(record.durationNanoseconds / 1000))
      line.field("bytesIn", record.bytesIn)
      line.field("bytesOut", record.bytesOut)
    }
    waiting.newLine()
  }
}
