import Foundation
import HTTPClient
import Testing

@testable import HTTPServer

@Suite struct AccessLogTests {
  @Test func `writes one line of JSON for each answer and nothing personal`() async throws {
    let pipe = Pipe()
    let loop = try EventLoop()
    let log = AccessLog(loop: loop, descriptor: pipe.fileHandleForWriting.fileDescriptor)
    let server = HTTPServer(
      configuration: ServerConfiguration(limits: quickLimits), router: Router(sampleRoutes),
      loop: loop, log: { log.add($0) })
    let running = RunningServer(server: server, port: try await server.start().port)
    let client = try running.client()
    try client.send(
      "GET /things/secret-id?token=secret HTTP/1.1\r\nHost: a\r\nX-Request-Id: r1\r\n"
        + "Authorization: Bearer secret\r\n\r\nGET /secret HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try client.readAnswer().status == 200)
    #expect(try client.readAnswer().status == 404)
    await log.finish()
    loop.stop()
    try pipe.fileHandleForWriting.close()
    let text = String(
      decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    #expect(!text.contains("secret"))
    let lines = try text.split(separator: "\n").map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(lines.count == 2)
    #expect(lines.first?["requestId"] as? String == "r1")
    #expect(lines.first?["route"] as? String == "/things/:id")
    #expect(lines.first?["method"] as? String == "GET")
    #expect(lines.map { $0["status"] as? Int } == [200, 404])
    #expect(lines.last?["route"] as? String == "(none)")
    #expect(lines.last?["code"] as? String == "not_found")
  }
}
