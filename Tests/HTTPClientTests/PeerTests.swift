import HTTPClient
import HTTPServer
import Testing

@Suite struct PeerTests {
  @Test func `sends fields and body, and reads the answer`() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let route = Route(.post, "/there") { request, _ in
      guard request.headers["x-one"] == "1" else { return .empty(400) }
      return .json(202, request.body)
    }
    let server = HTTPServer(
      configuration: ServerConfiguration(), router: Router([route]), loop: loop)
    let peer = Peer.loopback(try await server.start().port)
    let answer = try peer.send("POST", "/there", [("x-one", "1")], body: [1, 2, 3])
    #expect(answer.status == 202)
    #expect(answer.headers["connection"] == "close")
    #expect(answer.body == [1, 2, 3])
    await server.drain(graceSeconds: 1)
    #expect(throws: ClientFault.cannotConnect) { try peer.send("POST", "/there") }
  }

  @Test func `sends one request after the other over one connection`() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let route = Route(.get, "/number/:number") { _, parameters in .text(200, parameters["number"]) }
    let server = HTTPServer(
      configuration: ServerConfiguration(), router: Router([route]), loop: loop)
    let peer = Peer.loopback(try await server.start().port)
    let connection = try ClientConnection(to: peer)
    for number in 1...3 {
      #expect(try connection.call(ClientRequest("GET", "/number/\(number)")).text == "\(number)")
    }
    #expect(try connection.call(ClientRequest("HEAD", "/number/4")).body.isEmpty)
    #expect(try connection.call(ClientRequest("GET", "/nowhere")).code == "not_found")
    await server.drain(graceSeconds: 1)
    #expect(throws: ClientFault.self) { try connection.call(ClientRequest("GET", "/number/5")) }
  }

  @Test(arguments: ["localhost", "127.0.0.1.example", "::zz"])
  func `takes numeric addresses only`(host: String) {
    #expect(throws: ClientFault.cannotConnect) {
      try ClientConnection(to: Peer(host: host, port: 1), secondsMax: 1)
    }
  }

  @Test func `spells an address as a URL does`() {
    #expect(Peer(host: "::1", port: 80).authority == "[::1]:80")
    #expect(Peer.loopback(8080).authority == "127.0.0.1:8080")
  }
}
