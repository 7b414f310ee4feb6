import HTTPClient
import HTTPServer
import Testing

@Suite struct RequestTests {
  @Test func `answers a request and keeps the connection`() async throws {
    try await withServer { running in
      let client = try running.client()
      for _ in 1...3 {
        try client.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
        let response = try client.readAnswer()
        #expect(response.status == 200)
        #expect(response.text == "hello")
        #expect(response.headers["connection"] == nil)
        #expect(response.headers["x-content-type-options"] == "nosniff")
        #expect(response.headers["date"]?.hasSuffix("GMT") == true)
      }
    }
  }

  @Test func `answers a hundred pipelined requests in their order`() async throws {
    try await withServer { running in
      let client = try running.client()
      let requests = (1...100).map { "GET /things/\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }
      try client.send(requests.joined())
      for number in 1...100 {
        #expect(try client.readAnswer().text == "\(number) -")
      }
    }
  }

  @Test func `keeps the order when some answers need no handler`() async throws {
    try await withServer { running in
      let client = try running.client()
      let paths = ["/hello", "/none", "/hello", "/none", "/none", "/hello"]
      try client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
      client.finishSending()
      let statuses = try paths.map { _ in try client.readAnswer().status }
      #expect(statuses == [200, 404, 200, 404, 404, 200])
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test func `reads a request that arrives byte by byte`() async throws {
    try await withServer { running in
      let client = try running.client()
      for byte in Array("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello".utf8) {
        try client.send([byte])
      }
      #expect(try client.readAnswer().text == "hello")
    }
  }

  @Test func `decodes the path and hands on the query`() async throws {
    try await withServer { running in
      let response = try running.exchange(
        "GET /things/%C3%A4%20b?x=%20 HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(response.text == "ä b x=%20")
    }
  }

  @Test(
    arguments: [
      ("HTTP/1.1", "", nil), ("HTTP/1.1", "Connection: close\r\n", "close"),
      ("HTTP/1.1", "Connection: TE, Close\r\n", "close"), ("HTTP/1.0", "", "close"),
      ("HTTP/1.0", "Connection: keep-alive\r\n", "keep-alive"),
      ("HTTP/1.0", "Connection: keep-alive, close\r\n", "close"),
    ] as [(String, String, String?)])
  func `keeps or closes as the version and the client want`(
    version: String, field: String, expected: String?
  ) async throws {
    try await withServer { running in
      let client = try running.client()
      try client.send("GET /hello \(version)\r\nHost: a\r\n\(field)\r\n")
      let response = try client.readAnswer()
      #expect(response.status == 200)
      #expect(response.headers["connection"] == expected)
      if expected == "close" { #expect(try client.readToEnd().isEmpty) }
    }
  }

  @Test func `answers HTTP 1.0 without a host`() async throws {
    try await withServer { running in
      let response = try running.exchange("GET /hello HTTP/1.0\r\n\r\n")
      #expect(response.status == 200)
    }
  }

  @Test func `serves HEAD from GET without a body`() async throws {
    try await withServer { running in
      let client = try running.client()
      try client.send(
        "HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\nGET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
      let head = try client.readAnswer(toHead: true)
      #expect(head.headers["content-length"] == "5")
      #expect(try client.readAnswer().text == "hello")
    }
  }

  @Test(arguments: ["DELETE", "TRACE", "BREW"])
  func `names the methods that an address takes`(method: String) async throws {
    try await withServer { running in
      let response = try running.exchange("\(method) /hello HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(response.status == 405)
      #expect(response.code == "method_not_allowed")
      #expect(response.headers["allow"] == "GET, HEAD, OPTIONS")
    }
  }

  @Test func `never sends a header value with a line break`() async throws {
    let routes = [
      Route(.get, "/split") { _, _ in
        HTTPResponse(status: 200, headers: ["x-a": "b\r\nSet-Cookie: c"])
      }
    ]
    try await withServer(Router(routes)) { running in
      let response = try running.exchange("GET /split HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(response.status == 500)
      #expect(response.headers["set-cookie"] == nil)
    }
  }

  @Test(arguments: [
    ("abc-DEF_1.2", true), (String(repeating: "a", count: 128), true),
    (String(repeating: "a", count: 129), false), ("a b", false), ("a\"b", false), ("", false),
  ])
  func `takes a request id that is one and makes the others`(
    id: String, isTaken: Bool
  ) async throws {
    try await withServer { running in
      let response = try running.exchange(
        "GET /hello HTTP/1.1\r\nHost: a\r\nX-Request-Id: \(id)\r\n\r\n")
      let echoed = try #require(response.headers["x-request-id"])
      #expect((echoed == id) == isTaken)
      #expect(isTaken || echoed.count == 13)
    }
  }
}
