/// Counters of the real-time part, for the operator.
package struct RealtimeMetrics: Equatable, Sendable {
  /// Connections that are open.
  package var connections = 0
  /// Rooms that are remembered, with or without anybody in them.
  package var rooms = 0
  /// Private feeds that are remembered.
  package var feeds = 0
  /// Events that got a number.
  package var published = 0
  /// Messages that were handed to a connection.
  package var delivered = 0
  /// Gifts, balances and earnings that became a part of a later message.
  package var merged = 0
  /// Counters that a newer one replaced before a slow client took them.
  package var coalesced = 0
  /// Animations that a slow client lost.
  package var dropped = 0
  /// Connections that were closed because they read too slowly.
  package var slowClosed = 0
  /// Connections that were refused or closed for what they did.
  package var refused = 0
}
