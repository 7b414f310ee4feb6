import HTTPServer
import Ledger
import Monetization

/// The JSON WebSocket door: opens sockets and knows the connections that are open.
///
/// `@unchecked Sendable`: handshakes and connections run on the hub's loop, and so does every call.
final class JSONDoor: @unchecked Sendable {
  let hub: Hub
  let sources: RealtimeSources
  let limits: RealtimeLimits
  var admissions: Admissions
  private var connections: [ListenerID: DoorConnection] = [:]
  /// Connections whose client reads more slowly than it is told.
  private var behind: Set<ListenerID> = []
  private var isPumping = false

  init(hub: Hub, sources: RealtimeSources, limits: RealtimeLimits) {
    self.hub = hub
    self.sources = sources
    self.limits = limits
    admissions = Admissions(limits: limits)
  }

  /// Looks who asks, and opens a socket or says why not.
  func accept(_ request: HTTPRequest) async -> WebSocketAcceptance {
    guard let handshake = Handshake(request) else { return refuse(.malformedRequest, 400) }
    guard admissions.hasRoom(for: request.clientAddress) else { return refuse(.rateLimited, 429) }
    guard let token = handshake.token else { return open(request, handshake, as: nil) }
    let answer = await authenticate(token, from: request.clientAddress)
    switch answer {
    case .granted: return open(request, handshake, as: answer)
    case .refused: return refuse(.unauthenticated, 401)
    case .limited: return refuse(.rateLimited, 429)
    case .unavailable: return refuse(.storageUnavailable, 503)
    }
  }

  /// Whose token it is; one that has ended while that was found out is refused.
  func authenticate(_ token: String, from address: IPAddress) async -> Authentication {
    let answer = await sources.authenticate(token, address)
    if case .granted(_, let expiresAt) = answer, expiresAt <= sources.now() { return .refused }
    return answer
  }

  func add(_ connection: DoorConnection) -> ListenerID {
    let id = hub.add(connection)
    connections[id] = connection
    hub.counters.connections = connections.count
    return id
  }

  func remove(_ listener: ListenerID) {
    hub.remove(listener)
    behind.remove(listener)
    connections[listener] = nil
    hub.counters.connections = connections.count
  }

  /// Has what waits for a connection tried again soon.
  func isBehind(_ listener: ListenerID) {
    behind.insert(listener)
    setPump()
  }

  /// Ends what has expired: tokens, and the patience with slow clients.
  func sweep() {
    let time = sources.now()
    // A copy, because a connection that closes removes itself.
    for connection in Array(connections.values) { connection.check(at: time) }
  }

  private func open(
    _ request: HTTPRequest, _ handshake: Handshake, as answer: Authentication?
  ) -> WebSocketAcceptance {
    let address = request.clientAddress
    return .accept(subprotocol: handshake.subprotocol) { [self] in
      DoorConnection(door: self, address: address, identity: answer)
    }
  }

  private func refuse(_ fault: DoorFault, _ status: Int) -> WebSocketAcceptance {
    hub.counters.refused += 1
    let response = fault.response(status: status)
    return .refuse(status == 429 ? response.adding("retry-after", "10") : response)
  }

  private func setPump() {
    guard !isPumping, !behind.isEmpty else { return }
    isPumping = true
    _ = hub.loop.schedule(afterMilliseconds: 50) { [self] in
      isPumping = false
      for listener in behind where connections[listener]?.pump() != false {
        behind.remove(listener)
      }
      setPump()
    }
  }
}
