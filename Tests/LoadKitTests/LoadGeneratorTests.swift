import HTTPClient
import HTTPServer
import LoadKit
import Testing

@Suite struct LoadGeneratorTests {
  /// Runs a test against a server that answers `/good` with 200 and `/bad` with 409.
  private static func withServer(_ test: (Peer) async throws -> Void) async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let server = HTTPServer(
      configuration: ServerConfiguration(),
      router: Router([
        Route(.get, "/good") { _, _ in .text(200, "good") },
        Route(.get, "/bad") { _, _ in .text(409, "bad") },
      ]), loop: loop)
    try await test(.loopback(try await server.start().port))
    await server.drain(graceSeconds: 1)
  }

  @Test func `counts what was answered and what was refused`() async throws {
    try await Self.withServer { peer in
      var generator = try LoadGenerator(to: peer, connections: 4)
      var sent = 0
      let result = try generator.run(seconds: 1, perSecond: 100) {
        sent += 1
        return ClientRequest("GET", sent.isMultiple(of: 5) ? "/bad" : "/good").encoded(for: peer)
      }
      #expect(sent > 0)
      #expect(result.answered == sent - sent / 5)
      #expect(result.refused == [409: sent / 5])
      #expect(result.latencies.count == sent)
    }
  }

  @Test func `says that nobody listens`() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let server = HTTPServer(
      configuration: ServerConfiguration(), router: Router(), loop: loop)
    let port = try await server.start().port
    await server.drain(graceSeconds: 1)
    #expect(throws: LoadFault.self) {
      try LoadGenerator(to: .loopback(port), connections: 1)
    }
  }
}
