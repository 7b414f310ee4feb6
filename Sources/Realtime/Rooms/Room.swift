/// One room or feed: who is in it, what happened, what waits to be told.
struct Room {
  /// The wire name.
  let name: String
  var log: RoomLog
  private(set) var listeners: [ListenerID] = []
  var animations = AnimationMerger()
  var news = FeedMerger()
  /// Whether an animation is being described; the next one waits for it.
  var isDescribing = false
  /// When the next animation, or the next news of a feed, may be told.
  var nextAt: UInt64 = 0
  /// When the next count may be told.
  var nextCountAt: UInt64 = 0
  var isCountChanged = false
  /// Since when nobody has been here.
  var emptySince: UInt64?

  init(name: String, log: RoomLog) {
    self.name = name
    self.log = log
  }

  var pace: AnimationPace { AnimationPace(listeners: listeners.count) }

  /// When something waiting may be told; nil when nothing waits, or what waits is described first.
  var due: UInt64? {
    var due: UInt64?
    if !news.isEmpty || (!animations.isEmpty && !isDescribing) { due = nextAt }
    if isCountChanged { due = min(due ?? .max, nextCountAt) }
    return due
  }

  func holds(_ listener: ListenerID) -> Bool { listeners.contains(listener) }

  mutating func add(_ listener: ListenerID) {
    listeners.append(listener)
    emptySince = nil
  }

  /// - Returns: Whether the listener was here.
  /// - Complexity: O(listeners); comparing a thousand numbers takes less than a microsecond.
  mutating func remove(_ listener: ListenerID, at now: UInt64) -> Bool {
    guard let index = listeners.firstIndex(of: listener) else { return false }
    listeners.swapAt(index, listeners.count - 1)
    listeners.removeLast()
    if listeners.isEmpty {
      listeners = []
      emptySince = now
    }
    return true
  }
}
