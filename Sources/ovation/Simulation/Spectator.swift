import Crypto

/// A connection that only watches a room, so that the room counts a viewer.
final class Spectator {
  private let socket: LoadSocket

  /// Connects and joins a room; what comes is never read, and the server may hang up.
  ///
  /// - Throws: ``OperatorFault``.
  init(port: UInt16, room: String) throws(OperatorFault) {
    socket = try LoadSocket(port: port)
    let key = Base64.encode(SecureRandom.bytes(16))
    let upgrade =
      "GET /api/realtime HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
      + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: \(key)\r\n\r\n"
    guard socket.send(Array(upgrade.utf8)) else {
      throw OperatorFault("The server does not take connections.")
    }
    var answer: [UInt8] = []
    var poll = LoadPoll()
    poll.add(socket)
    guard !poll.wait(milliseconds: 10_000).isEmpty, socket.receive(into: &answer) > 0,
      answer.starts(with: "HTTP/1.1 101".utf8)
    else { throw OperatorFault("The server refuses real-time connections.") }
    _ = socket.send(Self.frame(#"{"type":"join","room":"\#(room)"}"#))
  }

  /// Reads and forgets what has come, so that the server does not see a slow client.
  func skip() {
    var bytes: [UInt8] = []
    _ = socket.receive(into: &bytes)
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
