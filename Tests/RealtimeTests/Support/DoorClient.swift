import HTTPClient
import JSON

/// A client of the JSON door.
final class DoorClient {
  /// What came over the socket.
  enum Frame: Equatable {
    case message(JSONValue)
    case close(Int)
  }

  /// The head of the server's answer to the handshake.
  let head: String
  private let socket: ClientConnection

  init(
    port: UInt16, target: String = "/api/realtime", fields: [String] = [],
    receiveBufferBytes: Int32? = nil
  ) throws {
    socket = try ClientConnection(to: .loopback(port), receiveBufferBytes: receiveBufferBytes)
    let lines =
      [
        "GET \(target) HTTP/1.1", "Host: a", "Upgrade: websocket", "Connection: Upgrade",
        "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      ] + fields
    try socket.send(lines.joined(separator: "\r\n") + "\r\n\r\n")
    head = String(decoding: try socket.read(through: "\r\n\r\n"), as: UTF8.self)
  }

  var status: Int { Int(head.split(separator: " ")[1]) ?? 0 }

  func send(_ text: String) throws {
    let payload = Array(text.utf8)
    var bytes: [UInt8] = [0x81]
    if payload.count < 126 {
      bytes.append(0x80 | UInt8(payload.count))
    } else {
      bytes += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
    }
    // A mask of zeros leaves the payload as it is.
    try socket.send(bytes + [0, 0, 0, 0] + payload)
  }

  /// The next message or close frame; pings are skipped.
  func next() throws -> Frame {
    while true {
      let head = try socket.read(count: 2)
      var count = Int(head[1])
      if count >= 126 {
        count = try socket.read(count: count == 126 ? 2 : 8).reduce(0) { $0 << 8 | Int($1) }
      }
      let payload = try socket.read(count: count)
      switch head[0] & 0x0F {
      case 1: return .message(try JSONValue(parsing: payload))
      case 8: return .close(payload.prefix(2).reduce(0) { $0 << 8 | Int($1) })
      default: continue
      }
    }
  }

  /// The next message of a type; others are skipped.
  func next(_ type: String) throws -> JSONValue {
    while true {
      guard case .message(let message) = try next() else { throw ClientFault.cutShort }
      if message["type"] == .string(type) { return message }
    }
  }

  /// The code of the next error and that of the close frame behind it.
  func nextErrorAndClose() throws -> (code: String?, close: Int) {
    let code = try next("error")["code"]?.stringValue
    while true {
      if case .close(let close) = try next() { return (code, close) }
    }
  }

  @discardableResult
  func join(_ room: String, after: Int64? = nil) throws -> JSONValue {
    let field = after.map { #","after":\#($0)"# } ?? ""
    try send(#"{"type":"join","room":"\#(room)"\#(field)}"#)
    return try next("joined")
  }

  func authenticate(_ token: String) throws {
    try send(#"{"type":"auth","token":"\#(token)"}"#)
  }
}
