/// The output that a connection still has to send, in order.
///
/// Small output is copied into one reused buffer; frames and large bodies are queued as shared
/// arrays without a copy. What the kernel does not accept at once is sent in pieces.
struct OutboundQueue {
  /// How a flush ended.
  enum Outcome {
    /// The kernel has accepted everything.
    case drained
    /// The kernel's buffer is full; `written` will be called.
    case blocked
    /// The connection is lost.
    case lost
  }

  private static let pieceBytesMax = 16 * 1024
  private static let keptCapacityMax = 4 * 1024
  private static let gatheredBytesMax = 16 * 1024

  /// Small output that follows all segments.
  private var gathered: [UInt8] = []
  private var segments: [[UInt8]] = []
  private var first = 0
  private var offset = 0
  private var inFlight = 0

  /// Bytes that the kernel has not accepted.
  private(set) var queuedBytes = 0

  var isEmpty: Bool { queuedBytes == 0 }

  /// Appends small output in place.
  mutating func gather(_ append: (inout [UInt8]) -> Void) {
    let before = gathered.count
    append(&gathered)
    queuedBytes += gathered.count - before
  }

  /// Appends bytes; large arrays are not copied.
  mutating func add(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    queuedBytes += bytes.count
    if bytes.count <= 512 || (bytes.count <= Self.gatheredBytesMax && !gathered.isEmpty) {
      gathered.append(contentsOf: bytes)
      return
    }
    sealGathered()
    segments.append(bytes)
  }

  /// Drops everything and frees the buffers.
  mutating func discard() {
    self = OutboundQueue()
  }

  /// Writes as much as the kernel accepts.
  mutating func flush(to socket: TCPSocket) -> Outcome {
    guard inFlight == 0 else { return .blocked }
    while first < segments.count {
      let offered = offer(to: socket)
      guard let taken = offered.taken else { return .lost }
      advance(by: taken)
      if taken < offered.count { return writeLater(to: socket) }
    }
    segments.removeAll(keepingCapacity: false)
    first = 0
    return flushGathered(to: socket)
  }

  /// The piece in flight was written; the rest may be flushed.
  mutating func pieceWritten() {
    let count = inFlight
    inFlight = 0
    advance(by: count)
  }

  private mutating func sealGathered() {
    guard !gathered.isEmpty else { return }
    segments.append(gathered)
    gathered = []
  }

  /// The usual case: one small answer in one system call; the buffer is reused.
  private mutating func flushGathered(to socket: TCPSocket) -> Outcome {
    guard !gathered.isEmpty else { return .drained }
    guard let taken = socket.writeNow(gathered.span, Span()) else { return .lost }
    if taken == gathered.count {
      queuedBytes = 0
      gathered.removeAll(keepingCapacity: gathered.capacity <= Self.keptCapacityMax)
      return .drained
    }
    sealGathered()
    advance(by: taken)
    return writeLater(to: socket)
  }

  private func offer(to socket: TCPSocket) -> (taken: Int?, count: Int) {
    let head = segments[first]
    let rest = head.span.extracting(offset...)
    guard first + 1 < segments.count else {
      return (socket.writeNow(rest, Span()), rest.count)
    }
    let next = segments[first + 1]
    return (socket.writeNow(rest, next.span), rest.count + next.count)
  }

  private mutating func advance(by count: Int) {
    queuedBytes -= count
    var count = count
    while count > 0 {
      let left = segments[first].count - offset
      guard count >= left else {
        offset += count
        return
      }
      count -= left
      offset = 0
      segments[first] = []
      first += 1
    }
  }

  private mutating func writeLater(to socket: TCPSocket) -> Outcome {
    let head = segments[first]
    let count = min(Self.pieceBytesMax, head.count - offset)
    guard socket.writeLater(head.span.extracting(offset..<offset + count)) else { return .lost }
    inFlight = count
    return .blocked
  }
}
