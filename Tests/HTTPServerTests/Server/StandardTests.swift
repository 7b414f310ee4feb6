import HTTPClient
import Testing

@testable import HTTPServer

/// What RFC 9110 and 9112 let a client send, though few do.
@Suite struct StandardTests {
  @Test(arguments: [
    ("http://a/things/x?b=c", "x b=c", "a"), ("HTTP://a:80/things/x", "x -", "a:80"),
    ("https://[::1]:8080/things/a%2Fb", "a/b -", "[::1]:8080"),
    ("http://other.example/things/x", "x -", "other.example"),
  ])
  func `a target may be a whole address, whose host counts`(
    target: String, answer: String, host: String
  ) async throws {
    let router = Router([
      Route(.get, "/things/:id") { request, parameters in
        .text(200, "\(parameters["id"]) \(request.query ?? "-")")
          .adding("x-host", request.headers["host"] ?? "")
      }
    ])
    try await withServer(router) { running in
      let response = try running.exchange("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(response.status == 200 && response.text == answer)
      #expect(response.headers["x-host"] == host)
    }
  }

  @Test func `a whole address without a path is the root`() {
    let bytes = Array("http://a?b".utf8)
    let read = RequestTarget.read(bytes.span, of: .get)
    #expect(read?.target.path == "/" && read?.target.query == "b" && read?.authority == "a")
  }

  @Test(arguments: ["QUERY", "PROPFIND", "TRACE", "FOO", "get", "Get", "M-SEARCH", "X"])
  func `a method that is in no list of ours is not allowed`(method: String) async throws {
    try await withServer { running in
      let response = try running.exchange("\(method) /hello HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(response.status == 405 && response.code == "method_not_allowed")
      #expect(response.headers["allow"] == "GET, HEAD, OPTIONS")
      let unknown = try running.exchange("\(method) /nothing HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(unknown.status == 404)
    }
  }

  @Test func `the body of an unknown method is read and leads to nothing`() async throws {
    try await withServer { running in
      let client = try running.client()
      try client.send(
        "QUERY /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 35\r\n\r\n"
          + "GET /hello HTTP/1.1\r\nHost: hidden\r\n" + "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try client.readAnswer().status == 405)
      #expect(try client.readAnswer().text == "hello")
    }
  }

  @Test func `OPTIONS asks the whole server, too`() async throws {
    try await withServer { running in
      let response = try running.exchange("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(response.status == 204)
      #expect(response.headers["allow"] == "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")
    }
  }

  @Test(arguments: [
    "5;a=b\r\nhello\r\n0\r\n\r\n", "5;a\r\nhello\r\n0;last\r\n\r\n",
    "5 ; a = \"b;c\"\r\nhello\r\n0\r\n\r\n", "2;x\r\nhe\r\n3\t;y;z=1\r\nllo\r\n0\r\n\r\n",
  ])
  func `extensions of chunks are ignored`(body: String) async throws {
    try await withServer { running in
      let client = try running.client()
      try client.send(
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body
          + "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try client.readAnswer().text == "hello")
      #expect(try client.readAnswer().text == "hello")
    }
  }

  @Test func `bytes that are no text are taken in fields that nobody reads`() async throws {
    let router = Router([
      Route(.get, "/field") { request, _ in
        let isRefused = request.headers.single("x-a") == .several
        return .text(200, "\(isRefused) \(request.headers["x-a"] ?? "none")")
      }
    ])
    try await withServer(router) { running in
      let client = try running.client()
      try client.send(
        Array("GET /field HTTP/1.1\r\nHost: a\r\nX-A: caf".utf8)
          + [0xE9, 0x0D, 0x0A, 0x0D, 0x0A])
      #expect(try client.readAnswer().text == "true none")
    }
  }

  private static let policy = CORSPolicy(origins: ["https://app.example"])
  private static let origin = "https://app.example"

  @Test(arguments: [
    ("GET /nothing HTTP/1.1\r\nHost: a\r\n", 404), ("PUT /hello HTTP/1.1\r\nHost: a\r\n", 405),
    ("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n", 413),
    ("POST /json HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n", 415),
    ("GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n", 400),
    ("GET /hello HTTP/2.0\r\nHost: a\r\n", 505),
    ("GET /hello HTTP/1.1\r\nHost: a\r\nExpect: x\r\n", 417),
    ("GET /hello HTTP/1.1\r\nHost: a\r\n" + (0..<70).map { "X-\($0): a\r\n" }.joined(), 431),
    ("GET /" + String(repeating: "a", count: 4_100) + " HTTP/1.1\r\nHost: a\r\n", 414),
  ])
  func `a page sees the refusals of the layer below the routes`(
    head: String, status: Int
  ) async throws {
    try await withServer(cors: Self.policy) { running in
      let response = try running.exchange(head + "Origin: \(Self.origin)\r\n\r\n1")
      #expect(response.status == status)
      #expect(response.headers["access-control-allow-origin"] == Self.origin)
      let exposed = response.headers["access-control-expose-headers"] ?? ""
      for name in [
        "Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset",
        "Ovation-Next-Cursor", "Content-Disposition", "ETag", "Location", "Idempotent-Replayed",
      ] {
        #expect(exposed.split(separator: ", ").contains { $0 == name })
      }
      let other = try running.exchange(head + "Origin: https://evil.example\r\n\r\n1")
      #expect(other.headers["access-control-allow-origin"] == nil)
    }
  }
}
