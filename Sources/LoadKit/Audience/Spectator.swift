import Crypto
import HTTPClient

/// A connection that only watches a room, so that the room counts a viewer.
final class Spectator {
  private let connection: ClientConnection

  /// Connects and joins a room; what comes is never read, and the server may hang up.
  ///
  /// - Throws: ``LoadFault``.
  init(of peer: Peer, room: String) throws(LoadFault) {
    let key = Base64.encode(SecureRandom.bytes(16))
    let upgrade = ClientRequest(
      "GET", "/api/realtime",
      [
        ("connection", "Upgrade"), ("upgrade", "websocket"), ("sec-websocket-version", "13"),
        ("sec-websocket-key", key),
      ])
    do throws(ClientFault) {
      connection = try ClientConnection(to: peer)
      guard try connection.call(upgrade).status == 101 else { throw .notHTTP }
      try connection.send(Self.frame(#"{"type":"join","room":"\#(room)"}"#))
    } catch {
      throw LoadFault("The server refuses real-time connections (\(error)).")
    }
    connection.socket.stopBlocking()
  }

  /// Reads and forgets what has come, so that the server does not see a slow client.
  func skip() {
    var bytes: [UInt8] = []
    _ = connection.socket.receive(into: &bytes)
  }

  /// A masked text frame of up to 125 bytes; a mask of zeros is as valid as any other.
  ///
  /// *Source:* RFC 6455 section 5.2.
  private static func frame(_ text: String) -> [UInt8] {
    let payload = Array(text.utf8)
    precondition(payload.count <= 125, "a join is short")
    return [0x81, 0x80 | UInt8(payload.count), 0, 0, 0, 0] + payload
  }
}
