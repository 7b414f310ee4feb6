extension Feature {
  /// Events as they happen; the target `Realtime` opens the socket.
  static let realtime = Feature(
    "realtime", [],
    sockets: [
      SocketRow(
        pattern: "/api/realtime",
        summary: "Open a WebSocket of events: of streams, and of one's own wallet and earnings.")
    ])
}
