/// One client's connection: reads requests, answers them in order, may become a WebSocket.
///
/// `@unchecked Sendable`: a handler's task carries it, but its members are used on the loop only.
final class ClientConnection: TCPSocketOwner, TurnEnding, @unchecked Sendable {
  /// How the next bytes are read.
  ///
  /// `readingHead` → `readingBody` → `handling` → `readingHead` …;
  /// `handling` → `webSocket`; from everywhere → `lingering` → `closed`.
  enum Phase {
    case readingHead
    case readingBody
    case handling
    case webSocket(WebSocketConnection)
    /// The last answer is being sent; further input is dropped.
    case lingering
    case closed
  }

  let core: ServerCore
  let socket: TCPSocket
  var phase = Phase.readingHead
  /// Whether the peer is a trusted proxy.
  let isProxy: Bool
  var exchange: Exchange?
  var outbound = OutboundQueue()
  /// Buffered input: an incomplete head, or later requests.
  var input: [UInt8] = []
  /// How much of `input` has been searched for the end of a head.
  var scanned = 0
  var isEmptyLineForgiven = false
  var deadline = UInt64.max
  /// When waiting for the next complete head began.
  var waitingSince: UInt64 = 0
  var hasPeerEnded = false
  var indexInCore = -1
  /// Set while `consume` runs, so that an answer in its middle does not start it again.
  var isConsuming = false
  private(set) var isBlocked = false
  private var isFlushAsked = false
  private var isReadingPaused = false
  private var writeDeadline = UInt64.max

  init(core: ServerCore, socket: TCPSocket, isProxy: Bool) {
    self.core = core
    self.socket = socket
    self.isProxy = isProxy
  }

  var isClosed: Bool {
    if case .closed = phase { true } else { false }
  }

  func open(refused problem: LayerProblem?) {
    socket.open(owner: self)
    waitingSince = core.loop.nowMilliseconds
    deadline = waitingSince + core.limits.headMilliseconds
    if let problem { refuse(problem) }
  }

  func received(_ bytes: Span<UInt8>) {
    switch phase {
    case .webSocket(let webSocket): webSocket.received(bytes)
    case .lingering, .closed: break
    case .handling: buffer(bytes, from: 0)
    case .readingHead, .readingBody:
      if input.isEmpty {
        consume(bytes)
      } else {
        input.append(contentsOf: bytes, from: 0, upTo: bytes.count)
        resumeInput()
      }
    }
  }

  func ended(lost: Bool) {
    hasPeerEnded = true
    if lost { return abort() }
    switch phase {
    // The request must still be answered: the peer may have closed only its half.
    case .handling: break
    case .lingering where !outbound.isEmpty: break
    case .webSocket(let webSocket): webSocket.peerVanished()
    // Requests that wait for the blocked output are answered before the end.
    case .readingHead where isBlocked: break
    case .readingHead where !outbound.isEmpty: finish()
    case .readingHead, .readingBody, .lingering, .closed: abort()
    }
  }

  func written(succeeded: Bool) {
    guard !isClosed else { return }
    guard succeeded else { return abort() }
    outbound.pieceWritten()
    writeDeadline = core.loop.nowMilliseconds + core.limits.writeMilliseconds
    flushSoon()
  }

  func closed() {
    abort()
  }

  /// Schedules one flush at the end of this turn.
  func flushSoon() {
    guard !isFlushAsked, !isClosed else { return }
    isFlushAsked = true
    core.loop.flushAtTurnEnd(self)
  }

  func turnEnded() {
    isFlushAsked = false
    flushNow()
  }

  func flushNow() {
    guard !isClosed else { return }
    switch outbound.flush(to: socket) {
    case .lost: abort()
    case .blocked: block()
    case .drained: drained()
    }
  }

  /// Writes what is queued, closes our half, and waits briefly for the peer to close.
  func finish() {
    guard !isClosed else { return }
    phase = .lingering
    input = []
    deadline = .max
    resumeReading()
    flushSoon()
  }

  /// Closes immediately; nothing more is written.
  func abort() {
    guard !isClosed else { return }
    let webSocket: WebSocketConnection? = if case .webSocket(let open) = phase { open } else { nil }
    phase = .closed
    input = []
    outbound.discard()
    endStream()
    socket.close()
    core.remove(self)
    webSocket?.connectionClosed()
  }

  /// Buffers bytes up to the limit; then reading pauses and the kernel buffers.
  func buffer(_ bytes: Span<UInt8>, from start: Int) {
    if start < bytes.count { input.append(contentsOf: bytes, from: start, upTo: bytes.count) }
    guard input.count >= core.limits.pipelinedBytesMax else { return }
    isReadingPaused = true
    socket.pauseReading()
  }

  func resumeReading() {
    guard isReadingPaused, !hasPeerEnded else { return }
    isReadingPaused = false
    socket.resumeReading()
  }

  private func block() {
    if !isBlocked {
      isBlocked = true
      writeDeadline = core.loop.nowMilliseconds + core.limits.writeMilliseconds
    }
    if case .lingering = phase { return }
    guard !isReadingPaused, !hasPeerEnded else { return }
    // A client that does not read our answers may not send more requests.
    isReadingPaused = true
    socket.pauseReading()
  }

  private func drained() {
    writeDeadline = .max
    let wasBlocked = isBlocked
    isBlocked = false
    switch phase {
    case .lingering:
      socket.finishWriting()
      if hasPeerEnded { return abort() }
      deadline = min(deadline, core.loop.nowMilliseconds + core.limits.lingerMilliseconds)
    case .webSocket(let webSocket) where wasBlocked:
      resumeReading()
      webSocket.drained()
    case .readingHead where wasBlocked: resumeInput()
    case .handling:
      if wasBlocked { resumeReading() }
      askForMore()
    default: break
    }
  }

  /// Checks the deadlines.
  func sweep(now: UInt64) {
    if now >= writeDeadline { return abort() }
    guard now >= deadline || isEvicted(now) else { return }
    switch phase {
    // No answer is pending, so near the connection limit the client is closed without waiting.
    case .readingHead where input.isEmpty: core.isCrowded ? abort() : finish()
    case .readingHead, .readingBody:
      let head = input
      refuse(.requestTimeout, head: head.span)
    case .webSocket(let webSocket): webSocket.deadlinePassed()
    case .handling: deadline = .max
    case .lingering, .closed: abort()
    }
  }

  /// Near the connection limit, clients that have not sent a whole request for a while are closed.
  private func isEvicted(_ now: UInt64) -> Bool {
    guard core.isCrowded, case .readingHead = phase else { return false }
    return now >= waitingSince + core.limits.crowdedMilliseconds
  }

  /// The server stops: idle clients get a short time to send a last request.
  func drain() {
    switch phase {
    case .readingHead where input.isEmpty:
      deadline = min(deadline, core.loop.nowMilliseconds + core.limits.drainIdleMilliseconds)
    case .webSocket(let webSocket): webSocket.close(code: 1001, reason: "The server is stopping.")
    default: break
    }
  }
}
