import HTTPClient
import HTTPServer
import Testing

@Suite struct DisconnectTests {
  @Test func `answers a client that has closed its half`() async throws {
    let gate = Gate()
    let routes = sampleRoutes + [Route(.get, "/wait") { _, _ in await gate.wait() }]
    try await withServer(Router(routes)) { running in
      let client = try running.client()
      try client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\nGET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
      client.finishSending()
      await gate.entered()
      gate.open()
      #expect(try client.readAnswer().text == "waited")
      #expect(try client.readAnswer().text == "hello")
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test(arguments: [false, true])
  func `survives a client that leaves while its handler works`(resets: Bool) async throws {
    let gate = Gate()
    let counter = ConnectionCounter()
    let routes = sampleRoutes + [Route(.get, "/wait") { _, _ in await gate.wait() }]
    try await withServer(Router(routes), observer: counter) { running in
      let client = try running.client()
      try client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
      await gate.entered()
      if resets { client.reset() } else { client.close() }
      #expect(try running.client().exchangeHello() == 200)
      gate.open()
      await counter.reached(opened: 2, openNow: 0)
      await counter.finished(2)
      #expect(Set(counter.records.map(\.route)) == ["/hello", "/wait"])
    }
  }

  @Test(arguments: ["", "GET /he", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab"])
  func `forgets a client that leaves in the middle of a request`(part: String) async throws {
    let counter = ConnectionCounter()
    try await withServer(observer: counter) { running in
      let client = try running.client()
      try client.send(part)
      client.finishSending()
      #expect(try client.readToEnd().isEmpty)
      client.close()
      await counter.reached(opened: 1, openNow: 0)
      #expect(counter.records.isEmpty)
    }
  }

  @Test func `sends a large answer whole to a slow reader`() async throws {
    let body = (0..<4 * 1024 * 1024).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 12) }
    let shared = SharedBody(body)
    let routes =
      sampleRoutes + [
        Route(.get, "/big") { _, _ in HTTPResponse(status: 200, body: .shared(shared)) }
      ]
    try await withServer(Router(routes)) { running in
      let client = try running.client(receiveBufferBytes: 4096)
      let big = "GET /big HTTP/1.1\r\nHost: a\r\n\r\n"
      try client.send(big + big + "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try running.client().exchangeHello() == 200, "others are not held up")
      #expect(try client.readAnswer().body == body)
      #expect(try client.readAnswer().body == body)
      #expect(try client.readAnswer().text == "hello")
    }
  }
}
