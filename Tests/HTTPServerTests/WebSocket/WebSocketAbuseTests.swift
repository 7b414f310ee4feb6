import HTTPClient
import Testing

@testable import HTTPServer

/// Frames that RFC 6455 forbids: each ends the socket with its code, none ends the server.
@Suite struct WebSocketAbuseTests {
  private static let hello = Array("hello".utf8)

  static let faults: [(String, [UInt8], Int)] = [
    ("an unmasked frame", WebSocketClient.frame(1, hello, mask: nil), 1002),
    ("the first reserved bit", WebSocketClient.frame(1, hello, flags: 0xC0), 1002),
    ("the last reserved bit", WebSocketClient.frame(1, hello, flags: 0x90), 1002),
    ("an unknown data frame", WebSocketClient.frame(3, hello), 1002),
    ("an unknown control frame", WebSocketClient.frame(11, hello), 1002),
    ("binary data", WebSocketClient.frame(2, hello), 1003),
    ("a continuation of nothing", WebSocketClient.frame(0, hello), 1002),
    ("a fragmented ping", WebSocketClient.frame(9, hello, flags: 0), 1002),
    ("a long ping", WebSocketClient.frame(9, [UInt8](repeating: 0, count: 126)), 1002),
    (
      "a new text inside a message",
      WebSocketClient.frame(1, hello, flags: 0) + WebSocketClient.frame(1, hello), 1002
    ),
    ("bad UTF-8", WebSocketClient.frame(1, [0xC0, 0xAF]), 1007),
    ("half a surrogate", WebSocketClient.frame(1, [0xED, 0xA0, 0x80]), 1007),
    (
      "bad UTF-8 in fragments",
      WebSocketClient.frame(1, [0xE2, 0x82], flags: 0) + WebSocketClient.frame(0, [0x41]), 1007
    ),
    ("a length that is not the shortest", [0x81, 0xFE, 0x00, 0x05, 1, 2, 3, 4], 1002),
    (
      "a length of 64 bits with the top bit",
      [0x81, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4], 1002
    ),
    (
      "the first byte of a message that is too large",
      [0x81, 0xFF, 0, 0, 0, 0, 0, 1, 0, 1, 1, 2, 3, 4, 5], 1009
    ),
    (
      "fragments that are too large together",
      WebSocketClient.frame(1, [UInt8](repeating: 0x61, count: 60_000), flags: 0)
        + WebSocketClient.frame(0, [UInt8](repeating: 0x61, count: 6000)), 1009
    ),
    ("a close code of one byte", WebSocketClient.frame(8, [3]), 1002),
    ("a close code that may not be sent", WebSocketClient.frame(8, [0x03, 0xED]), 1002),
    ("a close code below all", WebSocketClient.frame(8, [0, 1]), 1002),
    ("a close code without meaning", WebSocketClient.frame(8, [0x07, 0xD0]), 1002),
    ("a close reason that is not UTF-8", WebSocketClient.frame(8, [0x03, 0xE8, 0xFF]), 1007),
  ]

  @Test(arguments: faults)
  func `ends a socket that breaks the rules`(
    name: String, bytes: [UInt8], code: Int
  ) async throws {
    let handler = EchoHandler()
    try await withServer(handler.router()) { running in
      let socket = try WebSocketClient(running)
      try socket.client.send(bytes)
      #expect(try socket.read().closeCode == code)
      #expect(try socket.client.readToEnd().isEmpty)
      #expect(await Int(handler.closeCode()) == code)
      #expect(try running.client().exchangeHello() == 200)
    }
  }

  @Test(arguments: faults)
  func `judges the same when every byte comes alone`(
    name: String, bytes: [UInt8], code: Int
  ) async throws {
    guard bytes.count < 300 else { return }
    try await withServer(EchoHandler().router()) { running in
      let socket = try WebSocketClient(running)
      for byte in bytes {
        do { try socket.client.send([byte]) } catch { break }
      }
      #expect(try socket.read().closeCode == code)
    }
  }

  @Test func `ends a flood`() async throws {
    var limits = quickLimits
    limits.webSocket.messagesPerWindowMax = 100
    let handler = EchoHandler()
    try await withServer(handler.router(), limits: limits) { running in
      let socket = try WebSocketClient(running)
      for _ in 0..<100 { try socket.send("a") }
      for _ in 0..<100 { #expect(try socket.read().text == "a") }
      try socket.send("a")
      #expect(try socket.read().closeCode == 1008)
      #expect(await handler.closeCode() == 1008)
    }
  }

  @Test func `disconnects a peer that does not read`() async throws {
    let handler = EchoHandler()
    try await withServer(handler.router()) { running in
      let socket = try WebSocketClient(running)
      try socket.send("open")
      _ = try socket.read()
      let connection = try #require(handler.connection)
      let frame = EncodedFrame(text: String(repeating: "x", count: 60_000))
      // More than the kernel's buffers and our queue hold together.
      running.server.loop.execute { for _ in 0..<500 { connection.send(frame) } }
      #expect(await handler.closeCode() == 1008)
    }
  }
}
