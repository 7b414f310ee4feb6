import HTTPServer
import Ledger
import Monetization
import Synchronization

/// Rooms and feeds of one process: takes commits, hands events to the connections of all doors.
///
/// `@unchecked Sendable`: everything mutable is touched on the loop only, but for `isHeard` and
/// `presence`, which are an atomic and a lock.
final class Hub: @unchecked Sendable {
  let loop: EventLoop
  let tasks: TaskQueue
  private let sources: RealtimeSources
  private var state = HubState()
  private var listeners: [ListenerID: any Listener] = [:]
  private var fanout = Fanout()
  private var nextListener: UInt64 = 0
  /// When the timer that is set fires; nil when none is set.
  private var timerAt: UInt64?
  private var isSlicing = false
  /// What doors count themselves.
  var counters = RealtimeMetrics()
  private let isHeard = Atomic<Bool>(false)
  private let presence = Mutex<[StreamID: Int]>([:])

  init(loop: EventLoop, sources: RealtimeSources, tasks: TaskQueue) {
    self.loop = loop
    self.sources = sources
    self.tasks = tasks
  }

  /// Takes a committed batch on, from any thread, at the cost of one post to the loop.
  func committed(_ entries: [JournalEntry]) {
    guard isHeard.load(ordering: .relaxed) else { return }
    loop.execute { [self] in perform(state.commit(entries, at: loop.nowMilliseconds)) }
  }

  /// How many connections are in a stream's room; from any thread.
  func viewers(of stream: StreamID) -> Int {
    presence.withLock { $0[stream] ?? 0 }
  }

  /// The counters as they are now; on the loop.
  var metrics: RealtimeMetrics {
    var metrics = counters
    metrics.feeds = state.feedCount
    metrics.rooms = state.rooms.count - state.feedCount
    metrics.published = state.published
    metrics.merged = state.merged
    return metrics
  }

  /// Makes a connection known, which hears nothing yet.
  func add(_ listener: any Listener) -> ListenerID {
    nextListener += 1
    let id = ListenerID(rawValue: nextListener)
    listeners[id] = listener
    return id
  }

  /// Forgets a connection that has left all its rooms.
  func remove(_ listener: ListenerID) {
    listeners[listener] = nil
  }

  /// Lets a connection hear a room.
  func join(
    _ listener: ListenerID, _ key: RoomKey, name: String, after: Int64?
  ) -> HubState.Joined {
    let (joined, actions) = state.join(
      listener, key, name: name, after: after, firstID: sources.now().milliseconds,
      at: loop.nowMilliseconds)
    isHeard.store(true, ordering: .relaxed)
    perform(actions)
    return joined
  }

  /// A connection hears a room no more.
  func leave(_ listener: ListenerID, _ key: RoomKey) {
    perform(state.leave(listener, key, at: loop.nowMilliseconds))
  }

  /// Forgets rooms that have been empty for long.
  func sweep() {
    state.sweep(at: loop.nowMilliseconds)
    isHeard.store(!state.rooms.isEmpty, ordering: .relaxed)
  }

  private func perform(_ actions: [HubState.Action]) {
    for action in actions {
      switch action {
      case .deliver(let delivery, let listeners): deliver(delivery, to: listeners)
      case .describe(let key, let animation): describe(key, animation)
      case .presence(let key, let count): note(count, in: key)
      }
    }
    setTimer()
  }

  private func note(_ count: Int, in key: RoomKey) {
    guard case .stream(let stream) = key else { return }
    presence.withLock { $0[stream] = count == 0 ? nil : count }
  }

  private func describe(_ key: RoomKey, _ animation: PaymentAnimation) {
    tasks.ask { [self] in
      let caption = await sources.describe(animation)
      loop.execute { [self] in
        perform(state.described(key, animation, as: caption, at: loop.nowMilliseconds))
      }
    }
  }

  private func deliver(_ delivery: Delivery, to ids: [ListenerID]) {
    if fanout.isEmpty, ids.count <= Fanout.sliceMax {
      for id in ids { listeners[id]?.deliver(delivery) }
      return
    }
    fanout.add(delivery, to: ids)
    if !isSlicing { slice() }
  }

  /// Sends a part and lets sockets and other work have their turn before the next.
  private func slice() {
    fanout.takeSlice { listeners[$1]?.deliver($0) }
    isSlicing = !fanout.isEmpty
    guard isSlicing else { return }
    _ = loop.schedule(afterMilliseconds: 1) { [self] in slice() }
  }

  private func setTimer() {
    guard let due = state.due, due < timerAt ?? .max else { return }
    timerAt = due
    let now = loop.nowMilliseconds
    _ = loop.schedule(afterMilliseconds: due > now ? due - now : 1) { [self] in
      if timerAt == due { timerAt = nil }
      perform(state.tick(at: loop.nowMilliseconds))
    }
  }
}
