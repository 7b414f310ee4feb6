/// Handles the events of one WebSocket; every call comes on the loop's thread and must not block
/// it.
package protocol WebSocketHandler: AnyObject, Sendable {
  /// The socket is open; keep the connection to send.
  func opened(_ connection: WebSocketConnection)
  /// A whole text message, checked to be UTF-8.
  func received(text: String, on connection: WebSocketConnection)
  /// The kernel has accepted everything that was queued.
  func drained(_ connection: WebSocketConnection)
  /// The last call. The code is the peer's; 1005 if it sent none, 1006 if the connection was lost.
  func closed(_ connection: WebSocketConnection, code: UInt16)
}
