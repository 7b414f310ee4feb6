/// What listens to one WebSocket; every call comes on the loop's thread and must not block it.
package protocol WebSocketHandler: AnyObject, Sendable {
  /// The socket is open; keep the connection to send.
  func opened(_ connection: WebSocketConnection)
  /// A whole text message, checked to be UTF-8.
  func received(text: String, on connection: WebSocketConnection)
  /// Everything that was queued has been taken by the kernel.
  func drained(_ connection: WebSocketConnection)
  /// The last call. The code is what the peer said, 1005 when it said none, 1006 when it vanished.
  func closed(_ connection: WebSocketConnection, code: UInt16)
}
