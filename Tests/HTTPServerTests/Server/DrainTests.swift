import HTTPClient
import Testing

@testable import HTTPServer

@Suite struct DrainTests {
  @Test func `finishes what is in flight, then closes, and takes nobody new`() async throws {
    let gate = Gate()
    let routes = sampleRoutes + [Route(.get, "/wait") { _, _ in await gate.wait() }]
    try await withServer(Router(routes)) { running in
      let client = try running.client()
      try client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
      await gate.entered()
      running.server.beginDrain(graceMilliseconds: 10_000)
      try await refusesConnections(running)
      gate.open()
      let response = try client.readAnswer()
      #expect(response.text == "waited")
      #expect(response.headers["connection"] == "close")
      #expect(try client.readToEnd().isEmpty)
      await running.server.run()
    }
  }

  @Test func `gives an idle connection a moment for a last request`() async throws {
    var limits = quickLimits
    // Long, because a busy machine may hold this thread up; the client closes at the end.
    limits.drainIdleMilliseconds = 60_000
    limits.headMilliseconds = 60_000
    try await withServer(limits: limits) { running in
      let client = try running.client()
      #expect(try client.exchangeHello() == 200)
      running.server.beginDrain(graceMilliseconds: 60_000)
      try await refusesConnections(running)
      try client.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
      let last = try client.readAnswer()
      #expect(last.status == 200)
      #expect(last.headers["connection"] == "close")
      client.close()
      await running.server.run()
    }
  }

  @Test func `closes idle connections after the moment`() async throws {
    try await withServer { running in
      let client = try running.client()
      #expect(try client.exchangeHello() == 200)
      running.server.beginDrain(graceMilliseconds: 10_000)
      #expect(try client.readToEnd().isEmpty)
      await running.server.run()
    }
  }

  @Test func `cuts off what is not done when the grace is over`() async throws {
    let gate = Gate()
    let routes = [Route(.get, "/wait") { _, _ in await gate.wait() }]
    try await withServer(Router(routes)) { running in
      let client = try running.client()
      try client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
      await gate.entered()
      await running.server.drain(graceSeconds: 0)
      #expect(try client.readToEnd().isEmpty)
      gate.open()
    }
  }

  @Test func `refuses a port that is taken`() async throws {
    try await withServer { running in
      let second = HTTPServer(
        configuration: ServerConfiguration(port: running.port), router: Router(),
        loop: running.server.loop)
      await #expect(throws: ServerError.self) { try await second.start() }
    }
  }

  /// Tries until the listener is gone: a drain begins on the loop, not at once.
  private func refusesConnections(_ running: RunningServer) async throws {
    while let client = try? running.client() {
      client.close()
      await Task.yield()
    }
  }
}
