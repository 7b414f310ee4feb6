import HTTPClient
import Synchronization
import Testing

@testable import HTTPServer

/// Bodies that are made while they are sent.
@Suite struct StreamTests {
  private final class Maker: Sendable {
    private let made = Mutex(0)
    let piece: [UInt8]
    let most: Int?
    let fails: Bool

    init(_ piece: [UInt8], most: Int?, fails: Bool = false) {
      self.piece = piece
      self.most = most
      self.fails = fails
    }

    var count: Int { made.withLock { $0 } }

    var router: Router {
      Router([
        Route(.get, "/file") { _, _ in
          HTTPResponse(status: 200, body: .stream(ResponseStream { try self.next() }))
        },
        Route(.get, "/hello") { _, _ in .text(200, "hello") },
      ])
    }

    private func next() throws -> [UInt8]? {
      let number = made.withLock { made in
        made += 1
        return made
      }
      guard let most, number > most else { return piece }
      if fails { throw CancellationError() }
      return nil
    }
  }

  private static let request = "GET /file HTTP/1.1\r\nHost: a\r\n\r\n"

  @Test func `pieces are chunks, and the connection goes to the next request`() async throws {
    let maker = Maker(Array("line\n".utf8), most: 3)
    try await withServer(maker.router) { running in
      let client = try running.client()
      try client.send(Self.request + "GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      let text = String(decoding: try client.readToEnd(), as: UTF8.self)
      #expect(text.contains("transfer-encoding: chunked\r\n"))
      #expect(text.split(separator: "content-length").count == 2, "of the second answer alone")
      #expect(
        text.contains("\r\n\r\n5\r\nline\n\r\n5\r\nline\n\r\n5\r\nline\n\r\n0\r\n\r\nHTTP/1.1 200"))
      #expect(text.hasSuffix("hello"))
    }
  }

  @Test func `a client of version 1 knows the end by the end of the connection`() async throws {
    let maker = Maker(Array("line\n".utf8), most: 2)
    try await withServer(maker.router) { running in
      let client = try running.client()
      try client.send("GET /file HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n")
      let text = String(decoding: try client.readToEnd(), as: UTF8.self)
      #expect(!text.contains("transfer-encoding") && text.contains("connection: close"))
      #expect(text.hasSuffix("\r\n\r\nline\nline\n"))
    }
  }

  @Test func `a failure in the middle does not look like the end`() async throws {
    let maker = Maker(Array("line\n".utf8), most: 2, fails: true)
    let counter = ConnectionCounter()
    try await withServer(maker.router, observer: counter) { running in
      let client = try running.client()
      try client.send(Self.request)
      await counter.finished(1)
      let text = String(decoding: (try? client.readToEnd()) ?? [], as: UTF8.self)
      #expect(!text.hasSuffix("0\r\n\r\n"))
    }
  }

  @Test func `nothing is made for a client that does not read`() async throws {
    let maker = Maker([UInt8](repeating: 0x61, count: 65_536), most: nil)
    let counter = ConnectionCounter()
    var limits = quickLimits
    limits.writeMilliseconds = 50
    try await withServer(maker.router, limits: limits, observer: counter) { running in
      let client = try running.client()
      try client.send(Self.request)
      // The server gives up on it; until then the kernel's buffers took some megabytes.
      await counter.finished(1)
      #expect((1..<500).contains(maker.count))
      #expect(counter.records.first?.status == 200)
    }
  }

  @Test func `a HEAD gets no body`() async throws {
    let maker = Maker(Array("line\n".utf8), most: 2)
    try await withServer(maker.router) { running in
      let client = try running.client()
      try client.send("HEAD /file HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      let text = String(decoding: try client.readToEnd(), as: UTF8.self)
      #expect(text.hasSuffix("\r\n\r\n") && maker.count == 0)
    }
  }
}
