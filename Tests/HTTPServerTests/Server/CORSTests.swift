import HTTPClient
import HTTPServer
import Testing

@Suite struct CORSTests {
  static let policy = CORSPolicy(origins: ["https://app.example"])

  @Test func `answers the preflight of an allowed origin`() async throws {
    try await withServer(cors: Self.policy) { running in
      let response = try running.exchange(
        "OPTIONS /echo HTTP/1.1\r\nHost: a\r\nOrigin: https://app.example\r\n"
          + "Access-Control-Request-Method: POST\r\n\r\n")
      #expect(response.status == 204)
      #expect(response.headers["access-control-allow-origin"] == "https://app.example")
      #expect(response.headers["access-control-allow-credentials"] == "true")
      #expect(response.headers["access-control-allow-methods"] == "POST, OPTIONS")
      let allowed = response.headers["access-control-allow-headers"]
      let expected = [
        "Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match",
        "Ovation-Step-Up",
      ]
      #expect(allowed == expected.joined(separator: ", "))
    }
  }

  @Test func `shows an answer and its headers to an allowed origin`() async throws {
    try await withServer(cors: Self.policy) { running in
      let response = try running.exchange(
        "GET /hello HTTP/1.1\r\nHost: a\r\nOrigin: https://app.example\r\n\r\n")
      #expect(response.headers["access-control-allow-origin"] == "https://app.example")
      #expect(response.headers["vary"] == "Origin")
      let exposed = response.headers["access-control-expose-headers"]
      #expect(exposed?.contains("Idempotent-Replayed") == true)
    }
  }

  @Test(arguments: [
    "https://app.example.evil", "http://app.example", "null", "https://APP.example",
    "https://app.example:444",
  ])
  func `says nothing to other origins`(origin: String) async throws {
    try await withServer(cors: Self.policy) { running in
      for method in ["OPTIONS", "POST"] {
        let response = try running.exchange(
          "\(method) /echo HTTP/1.1\r\nHost: a\r\nOrigin: \(origin)\r\n"
            + "Access-Control-Request-Method: POST\r\n\r\n")
        #expect(response.headers["access-control-allow-origin"] == nil)
        #expect(response.headers["access-control-allow-credentials"] == nil)
      }
    }
  }
}
