/// What all connections of a server share; everything here happens on the loop.
///
/// `@unchecked Sendable`: after `init` every variable is touched on the loop only.
final class ServerCore: @unchecked Sendable {
  let loop: EventLoop
  let limits: ServerLimits
  let cors: CORSPolicy
  private let router: Router
  private let observer: any ServerObserver
  private let log: (@Sendable (AccessRecord) -> Void)?

  var parser: HTTPParser
  var requestIDs = RequestIDs()
  var date = DateField()
  /// Frame decoders that no socket needs now; a socket borrows one while a frame is incomplete.
  var idleDecoders: [FrameDecoder] = []

  private var listener: TCPSocket?
  private var connections: [Connection] = []
  private var webSockets = 0
  private var sweeper: ScheduledWork?
  private var drainDeadline = UInt64.max
  private var whenDrained: [@Sendable () -> Void] = []
  private(set) var isDraining = false

  init(
    loop: EventLoop, configuration: ServerConfiguration, router: Router,
    observer: any ServerObserver, log: (@Sendable (AccessRecord) -> Void)?
  ) {
    self.loop = loop
    limits = configuration.limits
    cors = configuration.cors
    self.router = router
    self.observer = observer
    self.log = log
    parser = HTTPParser(fieldsMax: configuration.limits.headerFieldsMax)
  }

  /// Begins to listen.
  ///
  /// - Throws: `ServerError.cannotBind`.
  func start(host: String, port: UInt16) throws(ServerError) -> BoundAddress {
    date.update()
    let bound = try TCPSocket.listen(on: loop, host: host, port: port) { [unowned self] socket in
      accept(socket)
    }
    listener = bound.socket
    sweeper = loop.schedule(everyMilliseconds: limits.sweepMilliseconds) { [weak self] in
      self?.sweep()
    }
    return BoundAddress(host: host, port: bound.port)
  }

  /// Stops accepting and lets what is open finish.
  func drain(graceMilliseconds: UInt64, whenDone: @escaping @Sendable () -> Void) {
    whenDrained.append(whenDone)
    if !isDraining {
      isDraining = true
      drainDeadline = loop.nowMilliseconds + graceMilliseconds
      listener?.close()
      listener = nil
      for connection in connections { connection.drain() }
    }
    finishDrain()
  }

  /// Calls back when the server has drained, however that began.
  func awaitDrained(_ whenDone: @escaping @Sendable () -> Void) {
    whenDrained.append(whenDone)
    if isDraining { finishDrain() }
  }

  /// Starts the answer of a complete request.
  ///
  /// Its connection stays open until it comes, so a drain waits for it.
  func answer(_ exchange: Exchange, on connection: Connection, with handler: @escaping AnswerMaker)
  {
    loop.start {
      let answer = await handler()
      connection.answer(exchange, answer)
    }
  }

  /// What lives at the target of a head.
  func purpose(of head: RequestHead) -> (Exchange.Purpose, String, PathParameters) {
    guard let (address, parameters) = router.find(head.target) else {
      return (.ready(LayerProblem.notFound.response), "", PathParameters())
    }
    if let method = head.method, let route = address.route(for: method) {
      return (.route(route), address.pattern, parameters)
    }
    if head.method == .options {
      let response = cors.answerOptions(head.headers, allowed: address.allowed)
      return (.ready(response), address.pattern, PathParameters())
    }
    if let webSocket = address.webSocket, head.method == .get {
      return (.webSocket(webSocket), address.pattern, parameters)
    }
    let refusal = LayerProblem.methodNotAllowed.response.adding("allow", address.allowed)
    return (.ready(refusal), address.pattern, PathParameters())
  }

  func finished(_ record: AccessRecord) {
    observer.requestFinished(record)
    log?(record)
  }

  func webSocketsChanged(by change: Int) {
    webSockets += change
    observer.connectionsChanged(open: connections.count, webSockets: webSockets)
  }

  /// Forgets a connection in constant time: the last one takes its place.
  func remove(_ connection: Connection) {
    let index = connection.indexInCore
    guard index >= 0 else { return }
    connection.indexInCore = -1
    let last = connections.removeLast()
    if last !== connection {
      connections[index] = last
      last.indexInCore = index
    }
    observer.connectionsChanged(open: connections.count, webSockets: webSockets)
    if isDraining { finishDrain() }
  }

  private func accept(_ socket: TCPSocket) {
    let connection = Connection(core: self, socket: socket)
    connection.indexInCore = connections.count
    connections.append(connection)
    observer.connectionsChanged(open: connections.count, webSockets: webSockets)
    connection.open(refused: connections.count > limits.connectionsMax)
  }

  private func sweep() {
    date.update()
    let now = loop.nowMilliseconds
    // A copy, because a connection that closes removes itself.
    for connection in connections { connection.sweep(now: now) }
    guard isDraining else { return }
    if now >= drainDeadline { for connection in connections { connection.abort() } }
    finishDrain()
  }

  private func finishDrain() {
    guard connections.isEmpty else { return }
    sweeper?.cancel()
    sweeper = nil
    let waiting = whenDrained
    whenDrained = []
    for resume in waiting { resume() }
  }
}

/// What a handler's task computes: an answer to write, or a WebSocket to open.
typealias AnswerMaker = @Sendable () async -> Answer

/// The end of an exchange.
enum Answer: Sendable {
  case response(HTTPResponse)
  case webSocket(subprotocol: String?, handler: any WebSocketHandler)
}
