/// Writes responses.
extension ClientConnection {
  /// Writes the answer of an exchange, once, and continues with the next request.
  func answer(_ exchange: Exchange, _ answer: Answer, mayKeepAlive: Bool = true) {
    guard !exchange.isAnswered else { return }
    exchange.isAnswered = true
    switch answer {
    case .response(let response):
      write(response, for: exchange, mayKeepAlive: mayKeepAlive)
    case .webSocket(let subprotocol, let handler):
      openWebSocket(exchange, subprotocol: subprotocol, handler: handler)
    }
  }

  private func write(_ response: HTTPResponse, for exchange: Exchange, mayKeepAlive: Bool) {
    var response = response
    var keepsAlive = mayKeepAlive && exchange.head.keepAlive && !core.isDraining && !isClosed
    // Without chunks the end of the connection is the end of the body.
    if case .stream = response.body, !exchange.head.isVersion11 { keepsAlive = false }
    core.cors.decorate(&response.headers, for: exchange.head.headers)
    let isHead = exchange.head.method == .head
    let frame = ResponseWriter.Frame(
      requestID: exchange.requestID, keepsAlive: keepsAlive, isHead: isHead,
      isVersion11: exchange.head.isVersion11)
    if !isClosed { response = send(response, frame) }
    if case .stream(let body) = response.body, !isHead, !isClosed {
      exchange.stream = Exchange.StreamedAnswer(
        body: body, status: response.status, note: response.note, keepsAlive: keepsAlive,
        isChunked: exchange.head.isVersion11)
      flushSoon()
      return askForMore()
    }
    completed(
      exchange, status: response.status, note: response.note,
      bytesOut: isHead ? 0 : response.body.count, keepsAlive: keepsAlive)
  }

  private func completed(
    _ exchange: Exchange, status: Int, note: ResponseNote, bytesOut: Int, keepsAlive: Bool
  ) {
    self.exchange = nil
    core.finished(exchange.record(status: status, note: note, bytesOut: bytesOut))
    guard !isClosed else { return }
    guard keepsAlive else { return finish() }
    flushSoon()
    becomeIdle()
  }

  /// Has the next piece of a streamed answer made, once what was made before is on its way.
  func askForMore() {
    guard let exchange, let stream = exchange.stream, !stream.isAsked, !isClosed,
      outbound.queuedBytes <= core.limits.pipelinedBytesMax
    else { return }
    exchange.stream?.isAsked = true
    core.loop.start { [self] in
      do {
        let piece = try await stream.body.next()
        sendMore(piece, of: exchange)
      } catch {
        // Half a body must not look like a whole one.
        abort()
      }
    }
  }

  private func sendMore(_ piece: [UInt8]?, of exchange: Exchange) {
    guard let stream = exchange.stream, !isClosed else { return }
    exchange.stream?.isAsked = false
    if stream.isChunked {
      outbound.gather { ResponseWriter.appendChunk(piece ?? [], to: &$0) }
    } else if let piece {
      outbound.add(piece)
    }
    guard let piece else {
      exchange.stream = nil
      return completed(
        exchange, status: stream.status, note: stream.note, bytesOut: stream.bytesOut,
        keepsAlive: stream.keepsAlive)
    }
    exchange.stream?.bytesOut += piece.count
    flushSoon()
    askForMore()
  }

  /// The connection is gone in the middle of a streamed answer: nothing more of it is made.
  func endStream() {
    guard let exchange, let stream = exchange.stream else { return }
    exchange.stream = nil
    self.exchange = nil
    core.finished(
      exchange.record(status: stream.status, note: stream.note, bytesOut: stream.bytesOut))
  }

  /// - Returns: what was sent: the response, or a problem if the response was invalid.
  private func send(_ response: HTTPResponse, _ frame: ResponseWriter.Frame) -> HTTPResponse {
    var isSafe = true
    let date = core.date.encoded
    outbound.gather { out in
      isSafe = ResponseWriter.appendHead(of: response, frame: frame, date: date, to: &out)
    }
    guard isSafe else { return send(LayerProblem.internalError.response, frame) }
    guard !frame.isHead, ResponseWriter.mayHaveBody(response.status) else { return response }
    switch response.body {
    case .empty, .stream: break
    case .bytes(let bytes): outbound.add(bytes)
    case .shared(let shared): outbound.add(shared.bytes)
    }
    return response
  }

  private func becomeIdle() {
    phase = .readingHead
    scanned = 0
    waitingSince = core.loop.nowMilliseconds
    deadline = core.loop.nowMilliseconds + core.limits.idleMilliseconds
    resumeInput()
  }

  /// After the peer has closed its half no request can follow, so the last answer closes the
  /// connection.
  func endWhenPeerEnded() {
    guard hasPeerEnded else { return }
    switch phase {
    case .readingHead where !isBlocked: finish()
    case .readingBody: abort()
    default: break
    }
  }

  private func openWebSocket(
    _ exchange: Exchange, subprotocol: String?, handler: any WebSocketHandler
  ) {
    self.exchange = nil
    core.finished(exchange.record(status: 101, note: ResponseNote(), bytesOut: 0))
    guard !isClosed, !hasPeerEnded, !core.isDraining else { return abort() }
    let head = WebSocketHandshake.answer(
      to: exchange.head, subprotocol: subprotocol, requestID: exchange.requestID)
    outbound.gather { $0.append(contentsOf: head) }
    let webSocket = WebSocketConnection(connection: self, handler: handler)
    phase = .webSocket(webSocket)
    flushSoon()
    webSocket.opened()
    resumeInput()
  }
}

extension Exchange {
  /// An exchange for a request that could not be read.
  static func unreadable(id: String, origin: String?) -> Exchange {
    let target = RequestTarget(path: "/", query: nil)
    var headers = HTTPHeaders()
    if let origin { headers.add("origin", origin) }
    let head = RequestHead(method: nil, target: target, headers: headers, isVersion11: true)
    return Exchange(
      head: head, origin: RequestOrigin(requestID: id), purpose: .ready(.empty(400)))
  }
}
