package import Monetization

/// What a channel name stands for.
package enum RoomAnswer: Equatable, Sendable {
  /// A room that everybody may be in.
  case open(RoomKey)
  /// Nothing of that name.
  case unknown
  /// Nobody can tell at the moment.
  case unavailable
}
