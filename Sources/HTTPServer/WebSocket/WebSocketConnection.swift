/// One open WebSocket, as its handler sees it.
///
/// `@unchecked Sendable`: `send` and `close` may be called from any thread and move to the loop;
/// everything else, `queuedBytes` too, is for the loop's thread only. Sending to many sockets is
/// cheapest in one `EventLoop.execute` for all of them.
package final class WebSocketConnection: @unchecked Sendable {
  /// `open` → `closing` (we sent a close frame) → `closed`.
  private enum State {
    case open
    case closing(UInt16)
    case closed
  }

  private let core: ServerCore
  private var connection: ClientConnection?
  private var handler: (any WebSocketHandler)?
  private var input = WebSocketInput()
  private var state = State.open
  private var isPinged = false
  private var windowStart: UInt64 = 0
  private var windowCount = 0

  init(connection: ClientConnection, handler: any WebSocketHandler) {
    core = connection.core
    self.connection = connection
    self.handler = handler
  }

  /// The loop on which the handler is called.
  package var loop: EventLoop { core.loop }

  /// Bytes that the kernel has not accepted yet; only on the loop.
  package var queuedBytes: Int { connection?.outbound.queuedBytes ?? 0 }

  /// Sends a frame; a peer that reads too slowly is disconnected with 1008.
  package func send(_ frame: EncodedFrame) {
    guard loop.isCurrent else { return loop.execute { self.send(frame) } }
    guard case .open = state else { return }
    enqueue(frame)
  }

  /// Starts to close; the handler's `closed` follows when the peer has answered or the deadline
  /// passed.
  package func close(code: UInt16, reason: String) {
    guard loop.isCurrent else {
      return loop.execute { self.close(code: code, reason: reason) }
    }
    guard case .open = state else { return }
    state = .closing(code)
    enqueue(EncodedFrame(closeCode: code, reason: reason))
    connection?.deadline = core.loop.nowMilliseconds + core.limits.webSocket.closeMilliseconds
  }

  func opened() {
    core.webSocketsChanged(by: 1)
    extendDeadline()
    handler?.opened(self)
  }

  func received(_ bytes: Span<UInt8>) {
    extendDeadline()
    // Moved out while it runs, because an event may close this connection.
    var input = input
    self.input = WebSocketInput()
    input.read(bytes, core: core) { event in
      handle(event)
      if case .closed = state { return false }
      return true
    }
    self.input = input
  }

  func drained() {
    handler?.drained(self)
  }

  func deadlinePassed() {
    switch state {
    case .open where !isPinged:
      isPinged = true
      connection?.deadline = core.loop.nowMilliseconds + core.limits.webSocket.pongMilliseconds
      enqueue(EncodedFrame(opcode: .ping, payload: []))
    case .open: end(code: 1006) { $0.abort() }
    case .closing(let code): end(code: code) { $0.finish() }
    case .closed: connection?.abort()
    }
  }

  func peerVanished() {
    end(code: closingCode ?? 1006) { $0.abort() }
  }

  func connectionClosed() {
    end(code: closingCode ?? 1006) { _ in }
  }

  private var closingCode: UInt16? {
    if case .closing(let code) = state { code } else { nil }
  }

  private func handle(_ event: WebSocketInput.Event) {
    if case .open = state, !countIsAllowed() {
      return fail(1008, "Too many messages in a short time.")
    }
    switch (event, state) {
    case (.fault(let code, let reason), .open): fail(code, reason)
    case (.fault, _): end(code: 1002) { $0.finish() }
    case (.close(let code), .open):
      enqueue(EncodedFrame(closeCode: code == 1005 ? 1000 : code, reason: ""))
      end(code: code) { $0.finish() }
    case (.close, .closing(let code)): end(code: code) { $0.finish() }
    case (.ping(let payload), .open): enqueue(EncodedFrame(opcode: .pong, payload: payload))
    case (.text(let text), .open): handler?.received(text: text, on: self)
    case (.pong, _), (.ping, _), (.text, _), (.close, _): break
    }
  }

  /// Whether the message rate allows one more message.
  private func countIsAllowed() -> Bool {
    let now = core.loop.nowMilliseconds
    if now >= windowStart + core.limits.webSocket.windowMilliseconds {
      windowStart = now
      windowCount = 0
    }
    windowCount += 1
    return windowCount <= core.limits.webSocket.messagesPerWindowMax
  }

  private func extendDeadline() {
    isPinged = false
    guard case .open = state else { return }
    connection?.deadline = core.loop.nowMilliseconds + core.limits.webSocket.pingMilliseconds
  }

  private func enqueue(_ frame: EncodedFrame) {
    guard let connection else { return }
    guard connection.outbound.queuedBytes + frame.count <= core.limits.queuedBytesMax else {
      return end(code: 1008) { $0.abort() }
    }
    connection.outbound.add(frame.bytes)
    connection.flushSoon()
  }

  private func fail(_ code: UInt16, _ reason: String) {
    enqueue(EncodedFrame(closeCode: code, reason: reason))
    end(code: code) { $0.finish() }
  }

  /// Notifies the handler once, releases everything, then closes the connection.
  private func end(code: UInt16, _ closing: (ClientConnection) -> Void) {
    if case .closed = state { return }
    state = .closed
    core.webSocketsChanged(by: -1)
    let (connection, handler) = (connection, handler)
    self.connection = nil
    self.handler = nil
    if let connection { closing(connection) }
    handler?.closed(self, code: code)
  }
}
