import HTTPClient
import HTTPServer
import Testing

/// Deadlines of a few milliseconds, awaited by reading to the server's end.
@Suite struct DeadlineTests {
  static var limits: ServerLimits {
    var limits = quickLimits
    limits.headMilliseconds = 30
    limits.bodyMilliseconds = 30
    limits.bodyBytesPerSecondMin = 1_000_000
    limits.idleMilliseconds = 30
    limits.writeMilliseconds = 30
    return limits
  }

  @Test(arguments: ["G", "GET /hello HTTP/1.1\r\nHost: a\r\nX-A: b"])
  func `ends the wait for a head`(part: String) async throws {
    try await withServer(limits: Self.limits) { running in
      let client = try running.client()
      try client.send(part)
      let response = try client.readAnswer()
      #expect(response.status == 408)
      #expect(response.code == "request_timeout")
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test func `is not deceived by a client that sends a byte now and then`() async throws {
    try await withServer(limits: Self.limits) { running in
      let client = try running.client()
      try client.send("GET /hello HTTP/1.1\r\nHost: a\r\n")
      // Writes on until the server has had enough, however long the head then is.
      var sent = 0
      while (try? client.send("X")) != nil, sent < 8000 { sent += 1 }
      let answer = String(decoding: try client.readToEnd(), as: UTF8.self)
      #expect(answer.isEmpty || answer.contains(" 408 ") || answer.contains(" 431 "))
    }
  }

  @Test(arguments: ["Content-Length: 9\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n5\r\nab"])
  func `ends the wait for a body`(part: String) async throws {
    try await withServer(limits: Self.limits) { running in
      let client = try running.client()
      try client.send("POST /echo HTTP/1.1\r\nHost: a\r\n\(part)")
      #expect(try client.readAnswer().status == 408)
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test func `closes a connection that says nothing`() async throws {
    try await withServer(limits: Self.limits) { running in
      let client = try running.client()
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test func `closes a connection that stays idle after a request`() async throws {
    try await withServer(limits: Self.limits) { running in
      let client = try running.client()
      #expect(try client.exchangeHello() == 200)
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test func `gives up on a client that does not take its answer`() async throws {
    let counter = ConnectionCounter()
    let body = [UInt8](repeating: 0x61, count: 16 * 1024 * 1024)
    let routes = [Route(.get, "/big") { _, _ in .json(200, body) }]
    try await withServer(Router(routes), limits: Self.limits, observer: counter) { running in
      let client = try running.client(receiveBufferBytes: 4096)
      try client.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n")
      await counter.reached(opened: 1, openNow: 0)
      #expect(try client.readToEnd().count < body.count)
    }
  }

  @Test func `waits without end for a handler`() async throws {
    let gate = Gate()
    let routes = [Route(.get, "/wait") { _, _ in await gate.wait() }]
    try await withServer(Router(routes), limits: Self.limits) { running in
      let client = try running.client()
      try client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
      await gate.entered()
      // Another connection's idle time passes meanwhile.
      #expect(try running.client().readToEnd().isEmpty)
      gate.open()
      #expect(try client.readAnswer().text == "waited")
    }
  }
}
