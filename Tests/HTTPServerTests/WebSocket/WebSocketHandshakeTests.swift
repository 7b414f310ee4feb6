import HTTPClient
import Testing

@testable import HTTPServer

@Suite struct WebSocketHandshakeTests {
  @Test func `opens with the answer that the key asks for`() async throws {
    try await withServer(EchoHandler().router()) { running in
      let socket = try WebSocketClient(running, fields: "Sec-WebSocket-Protocol: bearer.x, y\r\n")
      #expect(socket.response.status == 101)
      #expect(socket.response.headers["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
      #expect(socket.response.headers["sec-websocket-protocol"] == "bearer.x")
      try socket.send("hello")
      #expect(try socket.read().text == "hello")
    }
  }

  @Test func `hears what was sent together with the handshake`() async throws {
    try await withServer(EchoHandler().router()) { running in
      let client = try running.client()
      let early = WebSocketClient.frame(1, Array("early".utf8))
      try client.send(Array(WebSocketClient.handshake().utf8) + early)
      #expect(try client.readAnswer().status == 101)
      #expect(try client.read(count: 7) == [0x81, 5] + Array("early".utf8))
    }
  }

  @Test func `may be refused like any request`() async throws {
    try await withServer(EchoHandler().router()) { running in
      let socket = try WebSocketClient(running, path: "/socket?refuse")
      #expect(socket.response.status == 401)
      try socket.client.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try socket.client.readAnswer().status == 200)
    }
  }

  @Test(arguments: [
    ("Connection: Upgrade", "Connection: keep-alive", 426), ("13", "8", 426),
    ("Upgrade: websocket\r\n", "", 426), ("HTTP/1.1", "HTTP/1.0", 426),
    (WebSocketClient.key, "c2hvcnQ=", 400), (WebSocketClient.key, "", 400),
    (WebSocketClient.key, "dGhlIHNhbXBsZSBub25jZR==", 400),
    ("Host: a\r\n", "Host: a\r\nContent-Length: 2\r\n", 400),
    ("Host: a\r\n", "Host: a\r\nSec-WebSocket-Key: \(WebSocketClient.key)\r\n", 400),
    ("Host: a\r\n", "Host: a\r\nOrigin: https://evil.example\r\n", 403),
    ("GET", "POST", 405),
  ])
  func `refuses a malformed handshake`(part: String, other: String, status: Int) async throws {
    try await withServer(EchoHandler().router()) { running in
      let text = WebSocketClient.handshake().replacing(part, with: other, maxReplacements: 1)
      let response = try running.exchange(text + "xx")
      #expect(response.status == status)
      if status == 426 { #expect(response.headers["sec-websocket-version"] == "13") }
    }
  }

  @Test(arguments: ["http://a", "https://a", "https://app.example"])
  func `lets pages of its own host and of listed origins in`(origin: String) async throws {
    try await withServer(EchoHandler().router()) { running in
      let socket = try WebSocketClient(running, fields: "Origin: \(origin)\r\n")
      #expect(socket.response.status == 101)
    }
  }
}
