/// How often a room shows a gift, by how many watch.
///
/// At most 20 messages a second to each client, and at most 20,000 sends a second for one room, so
/// that a large room in a storm leaves the event loop to others.
struct AnimationPace: Equatable {
  /// The time between two messages.
  let intervalMilliseconds: UInt64

  init(listeners: Int) {
    intervalMilliseconds = max(50, UInt64(listeners) / 20)
  }

  /// How many animations may wait so that none is shown ten seconds late.
  var waitingMax: Int { max(10, Int(10_000 / intervalMilliseconds)) }
}
