import Foundation
import HTTPClient
import Testing

@testable import HTTPServer

@Suite struct StaticFilesTests {
  @Test func `serves files with type, tag and cache policy`() async throws {
    try await withFiles { running in
      let response = try running.exchange("GET /assets/app.js HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(response.status == 200)
      #expect(response.text == Self.script)
      #expect(response.headers["content-type"] == "text/javascript; charset=utf-8")
      #expect(response.headers["cache-control"] == "no-cache")
      #expect(response.headers["etag"]?.count == 34)
      #expect(response.headers["vary"] == "Accept-Encoding")
      #expect(response.headers["content-security-policy"] == nil)
    }
  }

  @Test func `answers 304 to a client that has the file`() async throws {
    try await withFiles { running in
      let first = try running.exchange("GET /assets/app.js HTTP/1.1\r\nHost: a\r\n\r\n")
      let tag = try #require(first.headers["etag"])
      for known in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
        let again = try running.exchange(
          "GET /assets/app.js HTTP/1.1\r\nHost: a\r\nIf-None-Match: \(known)\r\n\r\n")
        #expect(again.status == 304)
        #expect(again.headers["etag"] == tag)
      }
      let other = try running.exchange(
        "GET /assets/app.js HTTP/1.1\r\nHost: a\r\nIf-None-Match: \"x\"\r\n\r\n")
      #expect(other.status == 200)
    }
  }

  @Test func `sends the compressed form to those who take it`() async throws {
    try await withFiles { running in
      let response = try running.exchange(
        "GET /assets/app.js HTTP/1.1\r\nHost: a\r\nAccept-Encoding: br, gzip\r\n\r\n")
      #expect(response.headers["content-encoding"] == "gzip")
      #expect(response.body.count < Self.script.utf8.count)
      #expect(Array(response.body[..<2]) == [0x1F, 0x8B])
      #expect(response.headers["etag"]?.hasSuffix("-gzip\"") == true)
      let tag = try #require(response.headers["etag"])
      let again = try running.exchange(
        "GET /assets/app.js HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n"
          + "If-None-Match: \(tag)\r\n\r\n")
      #expect(again.status == 304)
    }
  }

  @Test(arguments: [
    ("gzip", true), ("GZIP;q=1.0", true), ("gzip;q=0", false), ("gzip; q=0.000", false),
    ("gzip;q=0.5", true), ("*", true), ("*;q=0", false), ("br", false), ("gzip;q=0, *", false),
    ("xgzip", false),
  ])
  func `reads which codings a client takes`(field: String, isTaken: Bool) {
    #expect(AcceptEncoding.takesGzip(field) == isTaken)
  }

  @Test func `shows pages at their addresses under the policy`() async throws {
    try await withFiles { running in
      let response = try running.exchange("GET /stream/str_1 HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(response.text == "<p>page</p>")
      let policy = try #require(response.headers["content-security-policy"])
      #expect(policy.contains("script-src 'self'"))
      #expect(policy.contains("trusted-types 'none'"))
      #expect(response.headers["x-content-type-options"] == "nosniff")
      #expect(response.headers["referrer-policy"] == "same-origin")
      #expect(response.headers["cross-origin-opener-policy"] == "same-origin")
      #expect(response.headers["permissions-policy"] != nil)
    }
  }

  @Test func `no source of the policy is a whole scheme or every host`() {
    let sources = SecurityHeaders.contentSecurityPolicy.split(separator: ";").flatMap {
      $0.split(separator: " ").dropFirst()
    }
    #expect(sources.count > 5)
    #expect(sources.filter { $0.hasSuffix(":") || $0.contains("*") } == [])
  }

  @Test(arguments: [
    "/assets/../secret.txt", "/assets/%2e%2e/secret.txt", "/assets/..%2fsecret.txt",
    "/assets//app.js", "/assets/.hidden", "/assets/", "/assets", "/secret.txt", "/assets/app.js/",
    "/assets/deep", "/assets/app.js%00",
  ])
  func `serves nothing else`(path: String) async throws {
    try await withFiles { running in
      let response = try running.exchange("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect([400, 404].contains(response.status))
    }
  }

  @Test func `serves files of inner directories and sends small ones as they are`() async throws {
    try await withFiles { running in
      let response = try running.exchange(
        "GET /assets/deep/note.txt HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n")
      #expect(response.text == "note")
      #expect(response.headers["content-encoding"] == nil)
    }
  }

  @Test func `says which path is missing`() {
    #expect(throws: StaticFilesFault.unreadable("/nowhere")) {
      try StaticFiles(mappings: [.init(directory: "/nowhere", under: "/")])
    }
    #expect(throws: StaticFilesFault.unreadable("/nowhere.html")) {
      try StaticFiles(mappings: [], pages: ["/": "/nowhere.html"])
    }
  }

  private static let script = String(repeating: "export const answer = 42;\n", count: 40)

  private func withFiles(test: (RunningServer) async throws -> Void) async throws {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    let web = root.appendingPathComponent("web")
    defer { try? FileManager.default.removeItem(at: root) }
    let deep = web.appendingPathComponent("deep")
    try FileManager.default.createDirectory(at: deep, withIntermediateDirectories: true)
    let files = [
      "web/app.js": Self.script, "web/page.html": "<p>page</p>", "web/.hidden": "hidden",
      "web/deep/note.txt": "note", "secret.txt": "secret",
    ]
    for (name, text) in files {
      try Data(text.utf8).write(to: root.appendingPathComponent(name))
    }
    let served = try StaticFiles(
      mappings: [.init(directory: web.path, under: "/assets")],
      pages: ["/stream/:id": web.path + "/page.html"])
    try await withServer(Router(served.routes), test: test)
  }
}
