import Application
import Dispatch
import HTTPServer
import Testing

@testable import Gateways

@Suite struct HTTPPostTests {
  @Test func `sends fields and body, and tells the status`() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let route = Route(.post, "/there") { request, _ in
      .empty(request.headers["x-one"] == "1" && request.body == [1, 2, 3] ? 202 : 400)
    }
    let server = HTTPServer(
      configuration: ServerConfiguration(), router: Router([route]), loop: loop)
    let port = try await server.start().port
    let post = HTTPPost(
      to: HTTPPost.Peer(host: "127.0.0.1", port: port), path: "/there",
      fields: [IncomingWebhook.Field("x-one", "1")], body: [1, 2, 3])
    #expect(await post.send(on: DispatchQueue(label: "test")) == 202)
    await server.drain(graceSeconds: 1)
    #expect(await post.send(on: DispatchQueue(label: "test")) == nil)
  }

  @Test(arguments: ["localhost", "127.0.0.1.example", "::zz"])
  func `takes numeric addresses only`(host: String) {
    #expect(BlockingConnection(to: HTTPPost.Peer(host: host, port: 1), secondsMax: 1) == nil)
  }
}
