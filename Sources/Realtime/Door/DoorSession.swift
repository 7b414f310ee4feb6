import Ledger
import Monetization

/// One client of the JSON door: what it may do next, without socket and clock.
///
/// A question to the rest of the platform is answered before the next message is looked at, so
/// that a client's messages take effect in its own order.
struct DoorSession {
  /// What the shell has to do, in order.
  enum Action: Equatable {
    case fail(DoorFault, room: String?)
    case pong
    case left(room: String)
    /// Ask what a channel is, then call `found`.
    case find(room: String)
    /// Ask whose token it is, then call `authenticated`.
    case authenticate(token: String)
    case join(RoomKey, name: String, after: Int64?)
    case leave(RoomKey)
    /// The user is known now: let them hear their feed, and say so.
    case enter(UserID, isAnswer: Bool)
    /// Say why, then close.
    case close(DoorFault, code: UInt16)
  }

  private enum Question: Equatable {
    case room(String, after: Int64?)
    case token
  }

  private let limits: RealtimeLimits
  private var bucket: TokenBucket
  private var question: Question?
  private var waiting: [ClientMessage] = []
  private var wrongTokens = 0
  private var rooms: [String: RoomKey] = [:]
  private(set) var user: UserID?
  private(set) var expiresAt: Timestamp?

  init(limits: RealtimeLimits, at now: UInt64) {
    self.limits = limits
    bucket = TokenBucket(
      perSecond: limits.messagesPerSecond, burst: limits.messageBurst, at: now)
  }

  /// The handshake named a user.
  mutating func opened(as user: UserID, expiresAt: Timestamp) -> [Action] {
    enter(user, expiresAt: expiresAt, isAnswer: false)
  }

  /// A message has come.
  mutating func received(_ text: String, at now: UInt64) -> [Action] {
    guard text.utf8.count <= limits.messageBytesMax else {
      return [.close(.payloadTooLarge, code: 1009)]
    }
    guard bucket.consume(at: now) else { return [.close(.rateLimited, code: 1008)] }
    do throws(DoorFault) {
      let message = try ClientMessage(text)
      guard question == nil else {
        // The bucket bounds how many can wait.
        waiting.append(message)
        return []
      }
      return handle(message)
    } catch {
      return [.fail(error, room: nil)]
    }
  }

  /// The answer to `find`.
  mutating func found(_ answer: RoomAnswer) -> [Action] {
    guard case .room(let name, let after) = question else { return [] }
    question = nil
    switch answer {
    case .open(let key): return join(key, name: name, after: after) + drainQueue()
    case .unknown: return [.fail(.notFound, room: name)] + drainQueue()
    case .unavailable: return [.fail(.storageUnavailable, room: name)] + drainQueue()
    }
  }

  /// The answer to `authenticate`.
  mutating func authenticated(_ answer: Authentication) -> [Action] {
    guard question == .token else { return [] }
    question = nil
    switch answer {
    case .granted(let user, let expiresAt):
      return enter(user, expiresAt: expiresAt, isAnswer: true) + drainQueue()
    case .unavailable: return [.fail(.storageUnavailable, room: nil)] + drainQueue()
    case .limited: return [.fail(.rateLimited, room: nil)] + drainQueue()
    case .refused:
      wrongTokens += 1
      if wrongTokens >= limits.wrongTokensMax { return [.close(.unauthenticated, code: 1008)] }
      return [.fail(.unauthenticated, room: nil)] + drainQueue()
    }
  }

  /// Looks whether the token still holds; without it only public rooms are left.
  mutating func checkExpiry(at time: Timestamp) -> [Action] {
    guard let user, let expiresAt, expiresAt <= time else { return [] }
    forget()
    return [.leave(.feed(user)), .fail(.unauthenticated, room: RoomKey.feedName)]
  }

  private mutating func drainQueue() -> [Action] {
    var actions: [Action] = []
    while question == nil, !waiting.isEmpty { actions += handle(waiting.removeFirst()) }
    return actions
  }

  private mutating func handle(_ message: ClientMessage) -> [Action] {
    switch message {
    case .ping: return [.pong]
    case .authenticate(let token):
      question = .token
      return [.authenticate(token: token)]
    case .join(RoomKey.feedName, let after):
      guard let user else { return [.fail(.unauthenticated, room: RoomKey.feedName)] }
      return join(.feed(user), name: RoomKey.feedName, after: after)
    case .join(let name, let after):
      if let key = rooms[name] { return [.join(key, name: name, after: after)] }
      question = .room(name, after: after)
      return [.find(room: name)]
    case .leave(let name):
      guard let key = rooms.removeValue(forKey: name) else { return [.left(room: name)] }
      return [.leave(key), .left(room: name)]
    }
  }

  private mutating func join(_ key: RoomKey, name: String, after: Int64?) -> [Action] {
    guard rooms.count < limits.roomsMax || rooms[name] != nil else {
      return [.fail(.capacityReached, room: name)]
    }
    rooms[name] = key
    return [.join(key, name: name, after: after)]
  }

  private mutating func enter(
    _ newer: UserID, expiresAt: Timestamp, isAnswer: Bool
  ) -> [Action] {
    let older = user
    user = newer
    self.expiresAt = expiresAt
    rooms[RoomKey.feedName] = .feed(newer)
    let entering = Action.enter(newer, isAnswer: isAnswer)
    guard let older, older != newer else { return [entering] }
    return [.leave(.feed(older)), entering]
  }

  private mutating func forget() {
    user = nil
    expiresAt = nil
    rooms[RoomKey.feedName] = nil
  }
}
