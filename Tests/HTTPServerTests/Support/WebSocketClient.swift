import HTTPClient

/// The client's side of a WebSocket, which can also break every rule.
final class WebSocketClient {
  struct Frame: Equatable {
    let opcode: UInt8
    let payload: [UInt8]

    var text: String { String(decoding: payload, as: UTF8.self) }

    /// The code of a close frame.
    var closeCode: Int? {
      guard opcode == 8, payload.count >= 2 else { return nil }
      return Int(payload[0]) << 8 | Int(payload[1])
    }
  }

  static let key = "dGhlIHNhbXBsZSBub25jZQ=="
  let client: ClientConnection
  let response: ClientAnswer

  init(_ running: RunningServer, path: String = "/socket", fields: String = "") throws {
    client = try running.client()
    try client.send(Self.handshake(path: path, fields: fields))
    response = try client.readAnswer()
  }

  static func handshake(path: String = "/socket", fields: String = "") -> String {
    "GET \(path) HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: \(key)\r\n\(fields)\r\n"
  }

  /// A frame in its wire form, as masked, final and truthful as the caller wants.
  static func frame(
    _ opcode: UInt8, _ payload: [UInt8], flags: UInt8 = 0x80, mask: [UInt8]? = [1, 2, 3, 4]
  ) -> [UInt8] {
    var bytes = [flags | opcode]
    let maskBit: UInt8 = mask == nil ? 0 : 0x80
    switch payload.count {
    case 0..<126: bytes.append(maskBit | UInt8(payload.count))
    case 126..<65_536:
      bytes += [maskBit | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
    default:
      bytes.append(maskBit | 127)
      bytes += (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
    }
    guard let mask else { return bytes + payload }
    return bytes + mask + payload.enumerated().map { $1 ^ mask[$0 % 4] }
  }

  func send(_ text: String) throws {
    try client.send(Self.frame(1, Array(text.utf8)))
  }

  /// The next frame that is no ping: a busy machine may take long enough for one to be sent.
  func readPastPings() throws -> Frame {
    var frame = try read()
    while frame.opcode == 9 { frame = try read() }
    return frame
  }

  func read() throws -> Frame {
    let head = try client.read(count: 2)
    var count = Int(head[1] & 0x7F)
    if count >= 126 {
      count = try client.read(count: count == 126 ? 2 : 8).reduce(0) { $0 << 8 | Int($1) }
    }
    return Frame(opcode: head[0] & 0x0F, payload: try client.read(count: count))
  }
}
