import Ledger
package import Monetization

/// Where events are heard, as the hub knows it; doors translate it from and to wire names.
package enum RoomKey: Hashable, Sendable {
  /// The room of a stream: everybody may be in it.
  case stream(StreamID)
  /// A person's own events.
  case feed(UserID)

  /// The wire name of everybody's own feed.
  package static let feedName = "me"

  var isFeed: Bool {
    if case .feed = self { true } else { false }
  }
}
