import HTTPServer
import JSON
import Ledger
import Monetization

/// One client of the JSON door: carries out what its session decides and writes what it hears.
///
/// `@unchecked Sendable`: the handshake makes it on the loop, and every call comes there.
final class DoorConnection: WebSocketHandler, Listener, @unchecked Sendable {
  private let door: JSONDoor
  private let address: IPAddress
  private let identity: Authentication?
  private var socket: WebSocketConnection?
  private var listener: ListenerID?
  private var session: DoorSession
  private var memberships = Memberships()
  private var outbox: Outbox
  private var behindSince: UInt64?
  /// Whom the user's limit counts this connection for.
  private var countedUser: UserID?

  init(door: JSONDoor, address: IPAddress, identity: Authentication?) {
    self.door = door
    self.address = address
    self.identity = identity
    session = DoorSession(limits: door.limits, at: door.hub.loop.nowMilliseconds)
    outbox = Outbox(
      bytesMax: door.limits.queuedBytesMax, messagesMax: door.limits.queuedMessagesMax)
  }

  func opened(_ connection: WebSocketConnection) {
    guard door.admissions.enter(address) else {
      door.hub.counters.refused += 1
      connection.send(EncodedFrame(text: DoorFault.rateLimited.message()))
      return connection.close(code: 1008, reason: DoorFault.rateLimited.rawValue)
    }
    socket = connection
    listener = door.add(self)
    if case .granted(let user, let expiresAt) = identity {
      perform(session.opened(as: user, expiresAt: expiresAt))
    }
  }

  func received(text: String, on connection: WebSocketConnection) {
    guard socket != nil else { return }
    perform(session.received(text, at: door.hub.loop.nowMilliseconds))
  }

  func drained(_ connection: WebSocketConnection) {
    _ = pump()
  }

  func closed(_ connection: WebSocketConnection, code: UInt16) {
    leave()
  }

  func deliver(_ delivery: Delivery) {
    guard memberships.accepts(delivery) else { return }
    door.hub.counters.delivered += 1
    let loss: Outbox.Loss =
      switch delivery.event.weight {
      case .animation: .animation
      case .counter: .counter(delivery.key, delivery.event.name)
      case .event: .nothing
      }
    write(delivery.jsonFrame, loss)
  }

  /// Ends what has expired.
  func check(at time: Timestamp) {
    perform(session.checkExpiry(at: time))
    guard let behindSince,
      behindSince + door.limits.behindMilliseconds <= door.hub.loop.nowMilliseconds
    else { return }
    closeSlow()
  }

  /// Gives the socket as much of what waits as it may hold.
  ///
  /// - Returns: Whether nothing waits any more.
  func pump() -> Bool {
    guard let socket, !outbox.isEmpty else { return true }
    for frame in outbox.dequeue(bytes: door.limits.socketBytesMax - socket.queuedBytes) {
      socket.send(frame)
    }
    if outbox.isEmpty { behindSince = nil }
    return outbox.isEmpty
  }

  private func perform(_ actions: [DoorSession.Action]) {
    for action in actions where socket != nil {
      switch action {
      case .fail(let fault, let room): reply(fault.message(room: room))
      case .pong: reply(JSONWriter.object(capacity: 16) { $0.field("type", "pong") })
      case .left(let room):
        reply(
          JSONWriter.object(capacity: 80) { message in
            message.field("type", "left")
            message.field("room", room)
          })
      case .find(let room): find(room)
      case .authenticate(let token): authenticate(token)
      case .join(let key, let name, let after): join(key, name: name, after: after)
      case .leave(let key): leave(key)
      case .enter(let user, let isAnswer): enter(user, isAnswer: isAnswer)
      case .close(let fault, let code): close(fault, code: code)
      }
    }
  }

  private func find(_ room: String) {
    door.hub.tasks.ask { [self] in
      let answer = await door.sources.findRoom(room)
      door.hub.loop.execute { [self] in perform(session.found(answer)) }
    }
  }

  private func authenticate(_ token: String) {
    door.hub.tasks.ask { [self] in
      let answer = await door.authenticate(token, from: address)
      door.hub.loop.execute { [self] in perform(session.authenticated(answer)) }
    }
  }

  private func join(_ key: RoomKey, name: String, after: Int64?) {
    guard let joined = enroll(in: key, name: name, after: after) else { return }
    reply(
      JSONWriter.object(capacity: 160) { message in
        message.field("type", "joined")
        message.field("room", name)
        message.field("lastId", joined.lastID)
        message.field("gap", joined.hasGap)
      })
    for delivery in joined.events { deliver(delivery) }
    if let count = joined.count { deliver(count) }
  }

  /// Hears a room from the event on that the client knows, or from now on.
  private func enroll(in key: RoomKey, name: String, after: Int64?) -> HubState.Joined? {
    guard let listener else { return nil }
    let joined = door.hub.join(listener, key, name: name, after: after)
    // The last event that the client saw, at most the room's last one.
    let known = min(after ?? joined.lastID, joined.lastID)
    memberships.enter(key, knowing: known)
    return joined
  }

  private func leave(_ key: RoomKey) {
    guard let listener else { return }
    memberships.leave(key)
    door.hub.leave(listener, key)
  }

  private func enter(_ user: UserID, isAnswer: Bool) {
    if countedUser != user {
      guard door.admissions.enter(user) else { return close(.capacityReached, code: 1008) }
      if let countedUser { door.admissions.leave(countedUser) }
      countedUser = user
    }
    let joined = enroll(in: .feed(user), name: RoomKey.feedName, after: nil)
    guard isAnswer, let joined else { return }
    reply(
      JSONWriter.object(capacity: 80) { message in
        message.field("type", "authenticated")
        message.field("room", RoomKey.feedName)
        message.field("lastId", joined.lastID)
      })
  }

  private func reply(_ message: [UInt8]) {
    write(EncodedFrame(text: message), .nothing)
  }

  private func write(_ frame: EncodedFrame, _ loss: Outbox.Loss) {
    guard let socket, let listener else { return }
    if outbox.isEmpty, socket.queuedBytes + frame.count <= door.limits.socketBytesMax {
      return socket.send(frame)
    }
    switch outbox.add(frame, loss) {
    case .queued: break
    case .coalesced: door.hub.counters.coalesced += 1
    case .dropped(let count): door.hub.counters.dropped += count
    case .full: return closeSlow()
    }
    if behindSince == nil { behindSince = door.hub.loop.nowMilliseconds }
    door.isBehind(listener)
  }

  private func close(_ fault: DoorFault, code: UInt16) {
    door.hub.counters.refused += 1
    let closing = socket
    leave()
    closing?.send(EncodedFrame(text: fault.message()))
    closing?.close(code: code, reason: fault.rawValue)
  }

  private func closeSlow() {
    door.hub.counters.slowClosed += 1
    let closing = socket
    leave()
    closing?.close(code: 1013, reason: "The client reads too slowly.")
  }

  /// Leaves all rooms and releases what was counted; without effect the second time.
  private func leave() {
    guard let listener else { return }
    self.listener = nil
    socket = nil
    for key in memberships.keys { door.hub.leave(listener, key) }
    memberships = Memberships()
    door.admissions.leave(address)
    if let countedUser { door.admissions.leave(countedUser) }
    countedUser = nil
    door.remove(listener)
  }
}
