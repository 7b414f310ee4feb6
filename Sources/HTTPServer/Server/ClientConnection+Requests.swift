/// Reads requests.
extension ClientConnection {
  /// Continues with the buffered bytes.
  func resumeInput() {
    guard !isBlocked, !isConsuming else { return }
    let waiting = input
    input = []
    if !waiting.isEmpty { consume(waiting.span) }
    if input.count < core.limits.pipelinedBytesMax { resumeReading() }
    endWhenPeerEnded()
  }

  /// Reads as much as the phase allows and buffers the rest.
  func consume(_ bytes: Span<UInt8>) {
    var offset = 0
    isConsuming = true
    defer { isConsuming = false }
    while offset < bytes.count {
      let before = offset
      if outbound.queuedBytes > core.limits.pipelinedBytesMax { flushNow() }
      if isBlocked { return buffer(bytes, from: offset) }
      switch phase {
      case .readingHead: offset = readHead(bytes, from: offset)
      case .readingBody: offset = readBody(bytes, from: offset)
      case .webSocket(let webSocket):
        return webSocket.received(bytes.extracting(offset...))
      case .handling: return buffer(bytes, from: offset)
      case .lingering, .closed: return
      }
      if offset == before, case .readingHead = phase { return buffer(bytes, from: offset) }
    }
  }

  /// Answers a problem and closes the connection, whose framing is in doubt.
  ///
  /// - Parameters:
  ///   - problem: What is wrong.
  ///   - head: As much of the request's head as there is, which names the page that asks.
  func refuse(_ problem: LayerProblem, head: Span<UInt8> = Span()) {
    let exchange =
      exchange
      ?? Exchange.unreadable(
        id: core.requestIDs.id(from: HTTPHeaders()), origin: HeadRules.origin(in: head))
    self.exchange = exchange
    answer(exchange, .response(problem.response), mayKeepAlive: false)
  }

  /// - Returns: where the body begins, or `start` when the head is not complete.
  private func readHead(_ bytes: Span<UInt8>, from start: Int) -> Int {
    let rest = bytes.extracting(start...)
    // One empty line before a request is ignored, as RFC 9112 section 2.2 asks.
    if scanned < 2, !isEmptyLineForgiven, rest.count >= 2, rest[0] == 0x0D, rest[1] == 0x0A {
      isEmptyLineForgiven = true
      scanned = 0
      return start + 2
    }
    do throws(LayerProblem) {
      let extent = try HeadRules.extent(of: rest, from: scanned)
      switch extent {
      case .incomplete(let scanned):
        guard scanned <= core.limits.headBytesMax else { throw tooLarge(rest) }
        if self.scanned == 0 { headBegan() }
        self.scanned = scanned
        return start
      case .complete(let end):
        guard end <= core.limits.headBytesMax else { throw tooLarge(rest) }
        scanned = 0
        isEmptyLineForgiven = false
        let head = try core.parser.parse(rest.extracting(..<end), limits: core.limits)
        try begin(head, isWaiting: start + end == bytes.count)
        return start + end
      }
    } catch {
      refuse(error, head: rest)
      return bytes.count
    }
  }

  private func headBegan() {
    deadline = min(deadline, core.loop.nowMilliseconds + core.limits.headMilliseconds)
  }

  /// If the first line alone is too long, the target is to blame.
  private func tooLarge(_ bytes: Span<UInt8>) -> LayerProblem {
    for index in 0..<min(bytes.count, core.limits.headBytesMax) where bytes[index] == 0x0A {
      return .headerFieldsTooLarge
    }
    return .targetTooLong
  }

  /// A head is complete: finds the handler, then waits for the body.
  private func begin(_ head: RequestHead, isWaiting: Bool) throws(LayerProblem) {
    let origin = RequestOrigin(
      requestID: core.requestIDs.id(from: head.headers), clientAddress: client(of: head),
      receivedAt: EventLoop.nowNanoseconds)
    let (purpose, pattern, parameters) = core.purpose(of: head)
    let exchange = Exchange(
      head: head, origin: origin, pattern: pattern, purpose: purpose, parameters: parameters)
    self.exchange = exchange
    switch head.framing {
    case .none: return dispatch(exchange)
    case .length(let length):
      guard length <= UInt64(exchange.bodyLimit) else { throw .payloadTooLarge }
      exchange.body.reserveCapacity(Int(length))
      deadline = core.loop.nowMilliseconds + core.limits.bodyMilliseconds(forBytes: Int(length))
    case .chunked:
      let milliseconds = core.limits.bodyMilliseconds(forBytes: exchange.bodyLimit)
      deadline = core.loop.nowMilliseconds + milliseconds
    }
    phase = .readingBody
    guard head.expectsContinue, isWaiting else { return }
    outbound.gather { $0.append(contentsOf: "HTTP/1.1 100 Continue\r\n\r\n".utf8) }
    flushSoon()
  }

  private func client(of head: RequestHead) -> IPAddress {
    isProxy ? core.proxies.client(behind: socket.peer, head.headers) : socket.peer
  }

  /// - Returns: where the next request begins, or the end of the bytes.
  private func readBody(_ bytes: Span<UInt8>, from start: Int) -> Int {
    guard let exchange else { return bytes.count }
    do throws(LayerProblem) {
      let (end, isComplete) = try append(bytes, from: start, for: exchange)
      if isComplete { dispatch(exchange) }
      return end
    } catch {
      refuse(error)
      return bytes.count
    }
  }

  private func append(
    _ bytes: Span<UInt8>, from start: Int, for exchange: Exchange
  ) throws(LayerProblem) -> (end: Int, isComplete: Bool) {
    if case .length(let length) = exchange.head.framing {
      let end = min(bytes.count, start + Int(length) - exchange.body.count)
      exchange.body.append(contentsOf: bytes, from: start, upTo: end)
      return (end, exchange.body.count == Int(length))
    }
    guard var chunks = exchange.chunks else { throw .malformedRequest }
    exchange.chunks = nil
    let rest = bytes.extracting(start...)
    let used = try chunks.decode(rest, into: &exchange.body, limit: exchange.bodyLimit)
    exchange.chunks = chunks
    return (start + used, chunks.isFinished)
  }

  /// The request is complete: starts its handler.
  private func dispatch(_ exchange: Exchange) {
    phase = .handling
    deadline = .max
    switch exchange.purpose {
    case .ready(let response): answer(exchange, .response(response))
    case .route(let route): start(route, exchange)
    case .webSocket(let route): startWebSocket(route, exchange)
    }
  }

  private func start(_ route: Route, _ exchange: Exchange) {
    guard exchange.body.isEmpty || route.reads(exchange.head.headers) else {
      return answer(exchange, .response(LayerProblem.unsupportedMediaType.response))
    }
    guard let request = exchange.request() else { return abort() }
    let (handler, parameters) = (route.handler, exchange.parameters)
    core.answer(exchange, on: self) { .response(await handler(request, parameters)) }
  }

  private func startWebSocket(_ route: WebSocketRoute, _ exchange: Exchange) {
    if let refusal = WebSocketHandshake.refusal(of: exchange.head, origins: route.origins) {
      return answer(exchange, .response(refusal))
    }
    guard let request = exchange.request() else { return abort() }
    let (accept, parameters) = (route.accept, exchange.parameters)
    core.answer(exchange, on: self) {
      switch await accept(request, parameters) {
      case .refuse(let response): .response(response)
      case .accept(let subprotocol, let make):
        .webSocket(subprotocol: subprotocol, handler: make())
      }
    }
  }
}
