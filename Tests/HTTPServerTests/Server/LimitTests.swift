import HTTPClient
import HTTPServer
import Testing

@Suite struct LimitTests {
  @Test func `refuses a head that is too large`() async throws {
    try await withServer { running in
      let response = try running.exchange(
        "GET /hello HTTP/1.1\r\nHost: a\r\nX-A: " + String(repeating: "a", count: 17_000))
      #expect(response.status == 431)
      #expect(response.code == "header_fields_too_large")
    }
  }

  @Test func `takes a head of exactly the largest size and refuses one byte more`() async throws {
    try await withServer { running in
      let start = "GET /hello HTTP/1.1\r\nHost: a\r\nX-A: "
      let fill = 16_384 - start.utf8.count - 4
      for (extra, status) in [(0, 200), (1, 431)] {
        let head = start + String(repeating: "a", count: fill + extra) + "\r\n\r\n"
        let response = try running.exchange(head)
        #expect(response.status == status)
      }
    }
  }

  @Test func `refuses more fields than the limit`() async throws {
    try await withServer { running in
      for (count, status) in [(63, 200), (64, 431)] {
        let fields = (0..<count).map { "X-\($0): a\r\n" }.joined()
        let head = "GET /hello HTTP/1.1\r\nHost: a\r\n\(fields)\r\n"
        let response = try running.exchange(head)
        #expect(response.status == status)
      }
    }
  }

  @Test(arguments: [4097, 8000, 20_000])
  func `refuses a target that is too long`(count: Int) async throws {
    try await withServer { running in
      let target = "/" + String(repeating: "a", count: count - 1)
      let response = try running.exchange("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(response.status == 414)
    }
  }

  @Test func `refuses a connection beyond the limit and takes one again afterwards`() async throws {
    var limits = quickLimits
    limits.connectionsMax = 1
    try await withServer(limits: limits) { running in
      let first = try running.client()
      try first.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try first.readAnswer().status == 200)
      let second = try running.client()
      let refusal = try second.readAnswer()
      #expect(refusal.status == 503)
      #expect(refusal.code == "overloaded")
      #expect(try second.readToEnd().isEmpty)
      #expect(try first.exchangeHello() == 200)
    }
  }

  @Test func `keeps answering others while one client floods a pending request`() async throws {
    let gate = Gate()
    let routes = sampleRoutes + [Route(.get, "/wait") { _, _ in await gate.wait() }]
    try await withServer(Router(routes)) { running in
      let flooding = try running.client()
      try flooding.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
      let more = String(repeating: "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n", count: 4000)
      try flooding.send(more)
      #expect(try running.exchange("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
      gate.open()
      #expect(try flooding.readAnswer().text == "waited")
      for _ in 1...4000 { #expect(try flooding.readAnswer().status == 200) }
    }
  }
}

extension ClientConnection {
  func exchangeHello() throws -> Int {
    try send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
    return try readAnswer().status
  }
}
