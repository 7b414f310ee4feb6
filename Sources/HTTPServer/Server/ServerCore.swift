/// The state that all connections of a server share, used on the loop only.
///
/// `@unchecked Sendable`: after `init` every variable is used on the loop only.
final class ServerCore: @unchecked Sendable {
  let loop: EventLoop
  let limits: ServerLimits
  let cors: CORSPolicy
  let proxies: TrustedProxies
  private let router: Router
  private let observer: any ServerObserver
  private let log: (@Sendable (AccessRecord) -> Void)?

  var parser: HTTPParser
  var requestIDs = RequestIDs()
  var date = DateField()
  /// Free frame decoders; a socket borrows one while a frame is incomplete.
  var idleDecoders: [FrameDecoder] = []

  private var listener: Listener?
  private var connections: [ClientConnection] = []
  /// Connections of each client address; trusted proxies are not counted.
  private var addresses = AddressCounts()
  private var noticedAt: [ServerIncident.Kind: UInt64] = [:]
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
    proxies = configuration.proxies
    self.router = router
    self.observer = observer
    self.log = log
    parser = HTTPParser(fieldsMax: configuration.limits.headerFieldsMax)
  }

  /// Starts to listen.
  ///
  /// - Throws: `ServerError.cannotBind`.
  func start(host: String, port: UInt16) throws(ServerError) -> BoundAddress {
    date.update()
    let owner = Listener.Owner(
      accepted: { [unowned self] socket in accept(socket) },
      starved: { [unowned self] reason in report(.cannotAccept(reason: reason)) })
    let bound = try Listener.listen(on: loop, host: host, port: port, owner: owner)
    listener = bound.listener
    sweeper = loop.schedule(everyMilliseconds: limits.sweepMilliseconds) { [weak self] in
      self?.sweep()
    }
    return BoundAddress(host: host, port: bound.port)
  }

  /// Stops accepting; open requests may finish.
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

  /// Calls back when the server has drained.
  func awaitDrained(_ whenDone: @escaping @Sendable () -> Void) {
    whenDrained.append(whenDone)
    if isDraining { finishDrain() }
  }

  /// Starts the handler of a complete request.
  ///
  /// Its connection stays open until the answer is there, so a drain waits for it.
  func answer(
    _ exchange: Exchange, on connection: ClientConnection, with handler: @escaping AnswerMaker
  ) {
    loop.start {
      let answer = await handler()
      connection.answer(exchange, answer)
    }
  }

  /// What answers a request with this head: a route, a WebSocket or a problem.
  func purpose(of head: RequestHead) -> (Exchange.Purpose, String, PathParameters) {
    if head.target.path == "*" {
      let all = HTTPMethod.allCases.map(\.rawValue).joined(separator: ", ")
      return (.ready(cors.answerOptions(head.headers, allowed: all)), "*", PathParameters())
    }
    guard let (address, parameters) = router.find(head.target) else {
      return (.ready(LayerProblem.notFound.response), AccessRecord.unrouted, PathParameters())
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

  /// Removes a connection in constant time by moving the last one to its place.
  func remove(_ connection: ClientConnection) {
    let index = connection.indexInCore
    guard index >= 0 else { return }
    connection.indexInCore = -1
    let last = connections.removeLast()
    if last !== connection {
      connections[index] = last
      last.indexInCore = index
    }
    if !connection.isProxy { addresses.leave(connection.socket.peer) }
    observer.connectionsChanged(open: connections.count, webSockets: webSockets)
    if isDraining { finishDrain() }
  }

  /// Whether so many connections are open that idle ones are closed sooner.
  var isCrowded: Bool { connections.count * 4 > limits.connectionsMax * 3 }

  private func accept(_ socket: TCPSocket) {
    let isProxy = proxies.contains(socket.peer)
    let others = isProxy ? 0 : addresses.count(of: socket.peer)
    if connections.count >= limits.connectionsMax { report(.full(connections.count)) }
    // Enough refused clients are being answered already, so this one is closed without an answer.
    guard connections.count < limits.connectionsMax + limits.refusalsMax,
      others < limits.connectionsPerAddressMax + limits.refusalsMax
    else { return socket.close() }
    let connection = ClientConnection(core: self, socket: socket, isProxy: isProxy)
    connection.indexInCore = connections.count
    connections.append(connection)
    if !isProxy { addresses.enter(socket.peer) }
    if others + 1 == Self.proxyLike {
      report(.manyOfOneAddress(socket.peer.textForOperators, others + 1))
    }
    observer.connectionsChanged(open: connections.count, webSockets: webSockets)
    let isFull = connections.count > limits.connectionsMax
    let problem = others >= limits.connectionsPerAddressMax ? LayerProblem.rateLimited : nil
    connection.open(refused: isFull ? .overloaded : problem)
  }

  /// Reports an incident, each kind at most once a minute.
  private func report(_ incident: ServerIncident) {
    let now = loop.nowMilliseconds
    if let before = noticedAt[incident.kind], now < before + 60_000 { return }
    noticedAt[incident.kind] = now
    observer.report(incident)
  }

  /// As many connections as no single client has.
  private static let proxyLike = 200

  private func sweep() {
    date.update()
    let now = loop.nowMilliseconds
    // Iterates a copy, because a connection that closes removes itself.
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

/// Computes an answer in a handler's task.
typealias AnswerMaker = @Sendable () async -> Answer

/// The result of an exchange: a response to write, or a WebSocket to open.
enum Answer: Sendable {
  case response(HTTPResponse)
  case webSocket(subprotocol: String?, handler: any WebSocketHandler)
}
