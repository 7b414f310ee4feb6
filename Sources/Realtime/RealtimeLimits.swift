/// What connections may do and how much is kept for them.
package struct RealtimeLimits: Sendable {
  /// Connections of one user.
  package var connectionsPerUserMax = 20
  /// Connections from one address; behind a trusted proxy that is whom the proxy names.
  package var connectionsPerAddressMax = 200
  /// Rooms of one connection.
  package var roomsMax = 50
  /// Bytes of one message.
  package var messageBytesMax = 4 * 1024
  /// Messages a second that one connection may send all the time.
  package var messagesPerSecond: UInt64 = 10
  /// Messages that it may send at once.
  package var messageBurst: UInt64 = 40
  /// Wrong tokens after which a connection is closed.
  package var wrongTokensMax = 5
  /// Bytes that are given to a socket before its client has taken them.
  package var socketBytesMax = 64 * 1024
  /// Bytes that wait behind those.
  package var queuedBytesMax = 128 * 1024
  /// Messages that wait.
  package var queuedMessagesMax = 256
  /// How long a client may be behind before it is disconnected.
  package var behindMilliseconds: UInt64 = 20_000
  /// How often expired tokens, slow clients and empty rooms are looked for.
  package var sweepMilliseconds: UInt64 = 2_000

  /// The limits of production.
  package init() {}
}
