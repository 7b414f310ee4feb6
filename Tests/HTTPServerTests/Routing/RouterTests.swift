import Testing

@testable import HTTPServer

@Suite struct RouterTests {
  static let router = Router(
    [
      "/", "/api/gifts", "/api/gifts/:id", "/api/gifts/send", "/api/:kind/history",
      "/api/gifts/:id/notes/:note", "/files/*", "/api/users/:id/cards",
    ].map { pattern in Route(.get, pattern) { _, _ in .empty(204) } }
      + [Route(.post, "/api/gifts/:id") { _, _ in .empty(204) }])

  @Test(arguments: [
    ("/", "/", ""), ("/api/gifts", "/api/gifts", ""), ("/api/gifts/send", "/api/gifts/send", ""),
    ("/api/gifts/gft_1", "/api/gifts/:id", "gft_1"), ("/api/gifts/%C3%A4", "/api/gifts/:id", "ä"),
    ("/api/tips/history", "/api/:kind/history", "tips"),
    ("/api/gifts/history", "/api/gifts/:id", "history"),
    ("/api/gifts/a/notes/b", "/api/gifts/:id/notes/:note", "a"),
    ("/api/gifts/a%2Fb", "/api/gifts/:id", "a/b"), ("/api/gifts/%2f", "/api/gifts/:id", "/"),
    ("/api/gifts/a%252Fb", "/api/gifts/:id", "a%2Fb"),
    ("/api/gifts/%2F%252F%20%3D%2B", "/api/gifts/:id", "/%2F =+"),
    ("/api/users/a%2Fcards/cards", "/api/users/:id/cards", "a/cards"),
    ("/files/a/b.js", "/files/*", ""), ("/api/users/u/cards?x=/y", "/api/users/:id/cards", "u"),
  ])
  func `finds the address`(target: String, pattern: String, first: String) throws {
    let target = try #require(RequestTarget(target))
    let found = try #require(Self.router.find(target))
    #expect(found.address.pattern == pattern)
    let value = found.parameters["id"] + found.parameters["kind"]
    #expect(value == first)
  }

  @Test(arguments: [
    "/api", "/api/", "/api/gifts/", "/api/gifts/a/notes", "/api/gifts/a/notes/", "/API/gifts",
    "/api%2Fgifts", "/api/gifts%2Fsend", "/api//history", "/files", "/api/gifts/a/b/c",
  ])
  func `finds nothing`(target: String) throws {
    #expect(Self.router.find(try #require(RequestTarget(target))) == nil)
  }

  @Test func `keeps two parameters apart`() throws {
    let target = try #require(RequestTarget("/api/gifts/a/notes/b"))
    let found = try #require(Self.router.find(target))
    #expect(found.parameters["id"] == "a")
    #expect(found.parameters["note"] == "b")
    #expect(found.parameters["other"].isEmpty)
  }

  @Test func `lists all its routes`() {
    let methods = Self.router.routes.map { $0.method.rawValue + " " + $0.pattern }
    #expect(methods.count == 9)
    #expect(methods.contains("POST /api/gifts/:id"))
  }

  @Test func `names the methods of an address`() throws {
    let target = try #require(RequestTarget("/api/gifts/a"))
    #expect(Self.router.find(target)?.address.allowed == "GET, HEAD, POST, OPTIONS")
  }

  @Test func `stops the start when two routes are one`() async {
    await #expect(processExitsWith: .failure) {
      let route = Route(.get, "/a") { _, _ in .empty(204) }
      _ = Router([route, route])
    }
  }
}
