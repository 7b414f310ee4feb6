import Monetization

@testable import Realtime

/// A hub without sockets: time moves by hand, and every listener's messages are kept.
struct HubScript {
  var state = HubState()
  var now: UInt64 = 1_000_000
  /// Whether animations are looked up at once.
  var describesAtOnce = true
  private(set) var asked: [(RoomKey, PaymentAnimation)] = []
  private(set) var heard: [ListenerID: [Delivery]] = [:]

  @discardableResult
  mutating func join(
    _ listener: UInt64, _ key: RoomKey = Sample.room, after: Int64? = nil, firstID: Int64 = 0
  ) -> HubState.Joined {
    let (joined, actions) = state.join(
      ListenerID(rawValue: listener), key, name: key.isFeed ? "me" : Sample.channel,
      after: after, firstID: firstID, at: now)
    perform(actions)
    return joined
  }

  mutating func leave(_ listener: UInt64, _ key: RoomKey = Sample.room) {
    perform(state.leave(ListenerID(rawValue: listener), key, at: now))
  }

  mutating func commit(_ entries: JournalEntry...) {
    commit(entries)
  }

  mutating func commit(_ entries: [JournalEntry]) {
    perform(state.commit(entries, at: now))
  }

  /// Lets time pass; ticks come when they are due.
  mutating func pass(milliseconds: UInt64) {
    let end = now + milliseconds
    while let due = state.due, due <= end {
      now = max(now, due)
      perform(state.tick(at: now))
    }
    now = end
  }

  mutating func describe() {
    let waiting = asked
    asked = []
    for (key, animation) in waiting {
      perform(state.described(key, animation, as: Sample.caption(animation), at: now))
    }
  }

  func events(of listener: UInt64) -> [RealtimeEvent] {
    heard[ListenerID(rawValue: listener), default: []].map(\.event)
  }

  func ids(of listener: UInt64) -> [Int64] {
    heard[ListenerID(rawValue: listener), default: []].compactMap(\.id)
  }

  func gifts(of listener: UInt64) -> [PaymentAnimation] {
    events(of: listener).compactMap { event in
      if case .animation(let animation, _) = event { animation } else { nil }
    }
  }

  func counts(of listener: UInt64) -> [Int] {
    events(of: listener).compactMap { event in
      if case .viewerCount(let count) = event { count } else { nil }
    }
  }

  private mutating func perform(_ actions: [HubState.Action]) {
    for action in actions {
      switch action {
      case .deliver(let delivery, let listeners):
        for listener in listeners { heard[listener, default: []].append(delivery) }
      case .describe(let key, let animation): asked.append((key, animation))
      case .presence: break
      }
    }
    if describesAtOnce, !asked.isEmpty { describe() }
  }
}
