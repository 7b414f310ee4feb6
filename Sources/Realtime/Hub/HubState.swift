import Ledger
import Monetization

/// Who is where and what waits: the hub without clock, loop and sockets.
///
/// Times are milliseconds of a clock that only grows, given with every call.
struct HubState {
  /// What the shell has to do, in order.
  enum Action {
    case deliver(Delivery, to: [ListenerID])
    /// Look up names and message, then call `described`.
    case describe(RoomKey, PaymentAnimation)
    case presence(RoomKey, Int)
  }

  /// What a listener gets to know on joining.
  struct Joined {
    /// The number of the room's newest event.
    let lastID: Int64
    /// Whether events were missed that are no longer held.
    let hasGap: Bool
    /// What was missed and is still held, in order.
    let events: [Delivery]
    /// How many are in the room, as only the one who joined needs to hear it at once.
    let count: Delivery?
  }

  /// How long an empty room is remembered, so that who comes back finds what was missed.
  static let emptyMilliseconds = RoomLog.keptMilliseconds
  static let countIntervalMilliseconds: UInt64 = 1_000
  static let newsIntervalMilliseconds: UInt64 = 50

  private(set) var rooms: [RoomKey: Room] = [:]
  /// Rooms in which something waits.
  private var waiting: Set<RoomKey> = []
  private(set) var feedCount = 0
  private(set) var published = 0
  private(set) var merged = 0

  /// Lets a listener hear a room; joining again only resumes.
  ///
  /// - Parameters:
  ///   - listener: Who.
  ///   - key: The room.
  ///   - name: Its wire name.
  ///   - after: The last event that is known already.
  ///   - firstID: Where the numbers of a room that is not remembered continue: above all that it
  ///     ever had.
  ///   - now: The time.
  /// - Returns: The room's last number and the missed events, and what to send to others.
  mutating func join(
    _ listener: ListenerID, _ key: RoomKey, name: String, after: Int64?, firstID: Int64,
    at now: UInt64
  ) -> (Joined, [Action]) {
    if rooms[key] == nil {
      rooms[key] = Room(name: name, log: RoomLog(lastID: firstID))
      if key.isFeed { feedCount += 1 }
    }
    let isNew = rooms[key]?.holds(listener) == false
    if isNew { rooms[key]?.add(listener) }
    let missed = after.flatMap { rooms[key]?.log.resume(after: $0, at: now) }
    guard let room = rooms[key] else { preconditionFailure("the room was made above") }
    let count =
      key.isFeed
      ? nil
      : Delivery(key: key, room: name, id: nil, event: .viewerCount(room.listeners.count))
    let joined = Joined(
      lastID: room.log.lastID, hasGap: missed?.hasGap ?? false, events: missed?.events ?? [],
      count: count)
    return (joined, isNew ? countChanged(in: key) : [])
  }

  /// A listener hears a room no more.
  mutating func leave(_ listener: ListenerID, _ key: RoomKey, at now: UInt64) -> [Action] {
    guard rooms[key]?.remove(listener, at: now) == true else { return [] }
    return countChanged(in: key)
  }

  /// An animation has been looked up.
  mutating func described(
    _ key: RoomKey, _ animation: PaymentAnimation, as caption: AnimationCaption, at now: UInt64
  ) -> [Action] {
    guard rooms[key] != nil else { return [] }
    rooms[key]?.isDescribing = false
    return publish(.animation(animation, caption), in: key, at: now) + publishDue(key, at: now)
  }

  /// Tells whatever has waited long enough.
  mutating func tick(at now: UInt64) -> [Action] {
    waiting.flatMap { publishDue($0, at: now) }
  }

  /// When `tick` has something to do; nil when nothing waits.
  var due: UInt64? {
    waiting.compactMap { rooms[$0]?.due }.min()
  }

  /// Forgets rooms that nobody has been in for long.
  mutating func sweep(at now: UInt64) {
    for (key, room) in rooms {
      guard let since = room.emptySince, since + Self.emptyMilliseconds <= now else { continue }
      rooms[key] = nil
      waiting.remove(key)
      if key.isFeed { feedCount -= 1 }
    }
  }

  /// Merges a payment into what waits in its room.
  mutating func add(_ paid: RoomPayment, to key: RoomKey) {
    guard let waitingMax = rooms[key]?.pace.waitingMax else { return }
    if rooms[key]?.animations.add(paid, waitingMax: waitingMax) == true {
      merged += 1
    }
    waiting.insert(key)
  }

  /// Merges earnings into what waits on a feed.
  mutating func add(_ update: EarningsUpdate, to key: RoomKey) {
    if rooms[key]?.news.add(update) == true { merged += 1 }
    waiting.insert(key)
  }

  /// Replaces the balance that waits on a feed.
  mutating func add(balance: Int64, to key: RoomKey) {
    if rooms[key]?.news.add(balance: balance) == true { merged += 1 }
    waiting.insert(key)
  }

  /// Gives an event its number and hands it to everybody in its room.
  mutating func publish(
    _ event: RealtimeEvent, in key: RoomKey, at now: UInt64
  ) -> [Action] {
    guard let name = rooms[key]?.name else { return [] }
    let delivery = rooms[key]?.log.append(at: now) { id in
      Delivery(key: key, room: name, id: id, event: event)
    }
    published += 1
    guard let delivery, let listeners = rooms[key]?.listeners, !listeners.isEmpty else {
      return []
    }
    return [.deliver(delivery, to: listeners)]
  }

  /// Tells what may be told in one room, and forgets it among those that wait if nothing is left.
  private mutating func publishDue(_ key: RoomKey, at now: UInt64) -> [Action] {
    guard let room = rooms[key] else {
      waiting.remove(key)
      return []
    }
    var actions: [Action] = []
    if room.isCountChanged, now >= room.nextCountAt { actions += publishCount(in: key, at: now) }
    if now >= room.nextAt { actions += publishPending(in: key, at: now) }
    if rooms[key]?.due == nil, rooms[key]?.isDescribing == false { waiting.remove(key) }
    return actions
  }

  private mutating func publishPending(in key: RoomKey, at now: UInt64) -> [Action] {
    if rooms[key]?.news.isEmpty == false, let events = rooms[key]?.news.dequeue() {
      rooms[key]?.nextAt = now + Self.newsIntervalMilliseconds
      return events.flatMap { publish($0, in: key, at: now) }
    }
    guard rooms[key]?.isDescribing == false, let animation = rooms[key]?.animations.next() else {
      return []
    }
    let interval = rooms[key]?.pace.intervalMilliseconds ?? 0
    rooms[key]?.isDescribing = true
    rooms[key]?.nextAt = now + interval
    return [.describe(key, animation)]
  }

  private mutating func publishCount(in key: RoomKey, at now: UInt64) -> [Action] {
    rooms[key]?.isCountChanged = false
    rooms[key]?.nextCountAt = now + Self.countIntervalMilliseconds
    guard let room = rooms[key], !room.listeners.isEmpty else { return [] }
    let count = RealtimeEvent.viewerCount(room.listeners.count)
    let delivery = Delivery(key: key, room: room.name, id: nil, event: count)
    return [.deliver(delivery, to: room.listeners)]
  }

  private mutating func countChanged(in key: RoomKey) -> [Action] {
    guard !key.isFeed, let count = rooms[key]?.listeners.count else { return [] }
    rooms[key]?.isCountChanged = true
    waiting.insert(key)
    return [.presence(key, count)]
  }
}
