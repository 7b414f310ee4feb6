/// The server's limits of size and time; every deadline is absolute.
package struct ServerLimits: Sendable {
  /// Bytes of a request line with all its fields.
  package var headBytesMax = 16 * 1024
  /// Fields of a head.
  package var headerFieldsMax = 64
  /// Bytes of a request target.
  package var targetBytesMax = 4096
  /// Time for a whole head, counted from its first byte or from the connection's start.
  package var headMilliseconds: UInt64 = 10_000
  /// Time for a whole body, plus the time that its size allows.
  package var bodyMilliseconds: UInt64 = 10_000
  /// The slowest accepted rate of a body, in bytes per second.
  package var bodyBytesPerSecondMin = 8 * 1024
  /// Time between two requests on one connection.
  package var idleMilliseconds: UInt64 = 60_000
  /// Time for the peer to accept one piece of output.
  package var writeMilliseconds: UInt64 = 30_000
  /// Time in which a refused peer's remaining bytes are dropped, so that it can read the answer.
  package var lingerMilliseconds: UInt64 = 1_000
  /// Time that idle connections get when the server drains.
  package var drainIdleMilliseconds: UInt64 = 1_000
  /// Connections open at once.
  package var connectionsMax = 20_000
  /// Connections open at once from one address that is not a trusted proxy.
  package var connectionsPerAddressMax = 500
  /// Further connections, of one address and in all, that get an answer before they are closed.
  package var refusalsMax = 32
  /// Time for a whole request when three quarters of the connections are in use.
  package var crowdedMilliseconds: UInt64 = 2_000
  /// Open files reserved for the database, logs and gateways.
  package var descriptorsReserved = 256
  /// Bytes of later requests that are buffered while one is being answered.
  package var pipelinedBytesMax = 64 * 1024
  /// Bytes of output waiting for a peer beyond which its connection is closed.
  package var queuedBytesMax = 256 * 1024
  /// The interval in which deadlines are checked.
  package var sweepMilliseconds: UInt64 = 250
  /// What a WebSocket may do.
  package var webSocket = WebSocketLimits()

  /// The limits of production.
  package init() {}

  /// How many files the process needs to have open.
  package var descriptorsWanted: Int { connectionsMax + descriptorsReserved }

  /// Lowers the connection limits to what the limit of open files allows.
  package mutating func fit(intoDescriptors allowed: Int) {
    connectionsMax = min(connectionsMax, max(1, allowed - min(descriptorsReserved, allowed / 2)))
    // One address never has more than a quarter of all connections.
    connectionsPerAddressMax = min(connectionsPerAddressMax, max(1, connectionsMax / 4))
  }

  /// The deadline for a body of a size, from its first byte.
  func bodyMilliseconds(forBytes count: Int) -> UInt64 {
    bodyMilliseconds + UInt64(count * 1000 / max(1, bodyBytesPerSecondMin))
  }
}

/// What a WebSocket may do.
package struct WebSocketLimits: Sendable {
  /// Bytes of one message, all its fragments together.
  package var messageBytesMax = 64 * 1024
  /// Messages and control frames in one window; beyond it the socket is closed with 1008.
  package var messagesPerWindowMax = 300
  /// The window of the message rate.
  package var windowMilliseconds: UInt64 = 10_000
  /// Time without any frame from the peer after which a ping is sent.
  package var pingMilliseconds: UInt64 = 30_000
  /// Time for the answer to a ping.
  package var pongMilliseconds: UInt64 = 30_000
  /// Time for the peer to answer our close frame.
  package var closeMilliseconds: UInt64 = 2_000

  /// The limits of production.
  package init() {}
}
