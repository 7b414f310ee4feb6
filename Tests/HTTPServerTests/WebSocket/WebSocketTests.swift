import HTTPClient
import Testing

@testable import HTTPServer

@Suite struct WebSocketTests {
  @Test(arguments: [0, 1, 125, 126, 127, 4096, 65_535, 65_536])
  func `carries texts of every length form`(count: Int) async throws {
    try await withServer(EchoHandler().router()) { running in
      let socket = try WebSocketClient(running)
      let text = String(repeating: "é", count: count / 2) + String(repeating: "a", count: count % 2)
      try socket.send(text)
      #expect(try socket.read().text == text)
    }
  }

  @Test func `puts fragments together and answers pings in between`() async throws {
    try await withServer(EchoHandler().router()) { running in
      let socket = try WebSocketClient(running)
      let bytes =
        WebSocketClient.frame(1, Array("hel".utf8), flags: 0)
        + WebSocketClient.frame(9, Array("ping".utf8))
        + WebSocketClient.frame(0, Array("l".utf8), flags: 0) + WebSocketClient.frame(10, [])
        + WebSocketClient.frame(0, Array("o".utf8))
      try socket.client.send(bytes)
      #expect(try socket.read() == .init(opcode: 10, payload: Array("ping".utf8)))
      #expect(try socket.read() == .init(opcode: 1, payload: Array("hello".utf8)))
    }
  }

  @Test func `hears many messages in one packet and parts of one in many`() async throws {
    try await withServer(EchoHandler().router()) { running in
      let socket = try WebSocketClient(running)
      let texts = (0..<200).map { String(repeating: "m", count: $0) }
      try socket.client.send(texts.flatMap { WebSocketClient.frame(1, Array($0.utf8)) })
      for text in texts { #expect(try socket.read().text == text) }
      for byte in WebSocketClient.frame(1, Array("slow".utf8)) { try socket.client.send([byte]) }
      #expect(try socket.read().text == "slow")
    }
  }

  @Test(
    arguments: [
      ([], 1000, 1005), ([0x03, 0xE8], 1000, 1000), ([0x03, 0xE9, 0x68, 0x69], 1001, 1001),
      ([0x0B, 0xB8], 3000, 3000),
    ] as [([UInt8], Int, UInt16)])
  func `answers a close and tells the handler its code`(
    payload: [UInt8], echoed: Int, told: UInt16
  ) async throws {
    let handler = EchoHandler()
    try await withServer(handler.router()) { running in
      let socket = try WebSocketClient(running)
      try socket.client.send(WebSocketClient.frame(8, payload))
      #expect(try socket.read().closeCode == echoed)
      #expect(try socket.client.readToEnd().isEmpty)
      #expect(await handler.closeCode() == told)
    }
  }

  @Test(arguments: [false, true])
  func `tells the handler when the peer vanishes`(resets: Bool) async throws {
    let handler = EchoHandler()
    try await withServer(handler.router()) { running in
      let socket = try WebSocketClient(running)
      if resets { socket.client.reset() } else { socket.client.close() }
      #expect(await handler.closeCode() == 1006)
    }
  }

  @Test func `closes from our side and waits for the answer`() async throws {
    let handler = EchoHandler()
    try await withServer(handler.router()) { running in
      let socket = try WebSocketClient(running)
      try socket.send("open")
      _ = try socket.read()
      handler.connection?.close(code: 4000, reason: String(repeating: "ä", count: 100))
      let frame = try socket.read()
      #expect(frame.closeCode == 4000)
      #expect(frame.payload.count <= 125)
      try socket.send("too late")
      try socket.client.send(WebSocketClient.frame(8, [0x0F, 0xA0]))
      #expect(try socket.client.readToEnd().isEmpty)
      #expect(await handler.closeCode() == 4000)
    }
  }

  @Test func `does not wait for ever for the answer to a close`() async throws {
    var limits = quickLimits
    limits.webSocket.closeMilliseconds = 20
    let handler = EchoHandler()
    try await withServer(handler.router(), limits: limits) { running in
      let socket = try WebSocketClient(running)
      try socket.send("open")
      _ = try socket.read()
      handler.connection?.close(code: 1000, reason: "")
      #expect(await handler.closeCode() == 1000)
    }
  }

  @Test func `asks a silent peer with a ping and gives up without a pong`() async throws {
    var limits = quickLimits
    limits.webSocket.pingMilliseconds = 20
    limits.webSocket.pongMilliseconds = 20
    let handler = EchoHandler()
    try await withServer(handler.router(), limits: limits) { running in
      let socket = try WebSocketClient(running)
      #expect(try socket.read().opcode == 9)
      try socket.client.send(WebSocketClient.frame(10, []))
      #expect(try socket.read().opcode == 9)
      #expect(await handler.closeCode() == 1006)
    }
  }

  @Test func `closes with 1001 when the server drains`() async throws {
    let handler = EchoHandler()
    try await withServer(handler.router()) { running in
      let socket = try WebSocketClient(running)
      running.server.beginDrain(graceMilliseconds: 10_000)
      #expect(try socket.read().closeCode == 1001)
      try socket.client.send(WebSocketClient.frame(8, [0x03, 0xE9]))
      #expect(try socket.client.readToEnd().isEmpty)
      await running.server.run()
    }
  }

  @Test func `tells a handler when its slow peer has caught up`() async throws {
    let handler = EchoHandler()
    try await withServer(handler.router()) { running in
      let socket = try WebSocketClient(running)
      try socket.send("open")
      _ = try socket.read()
      let connection = try #require(handler.connection)
      let frame = EncodedFrame(text: String(repeating: "x", count: 50_000))
      // One at a time, so that the queue fills up to the limit and no further.
      let sent = await fill(connection, with: frame)
      for _ in 0..<sent { #expect(try socket.readPastPings().payload.count == 50_000) }
      try socket.send("end")
      #expect(try socket.readPastPings().text == "end")
      #expect(handler.drains >= 1)
    }
  }

  private func fill(_ connection: WebSocketConnection, with frame: EncodedFrame) async -> Int {
    var sent = 0
    var isFull = false
    while !isFull {
      isFull = await withCheckedContinuation { done in
        connection.loop.execute {
          connection.send(frame)
          done.resume(returning: connection.queuedBytes > 100_000)
        }
      }
      sent += 1
    }
    return sent
  }

  @Test func `encodes a frame once for all receivers`() {
    let small = EncodedFrame(text: "hi")
    #expect(small.bytes == [0x81, 2, 0x68, 0x69])
    let middle = EncodedFrame(text: String(repeating: "a", count: 300))
    #expect(Array(middle.bytes[..<4]) == [0x81, 126, 1, 44])
    let large = EncodedFrame(text: String(repeating: "a", count: 70_000))
    #expect(Array(large.bytes[..<10]) == [0x81, 127, 0, 0, 0, 0, 0, 1, 17, 112])
  }
}
