import HTTPServer
import Testing

@Suite struct RequestTests {
  @Test func `answers a request and keeps the connection`() async throws {
    try await withServer { running in
      let client = try running.client()
      for _ in 1...3 {
        try client.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
        let response = try client.readResponse()
        #expect(response.status == 200)
        #expect(response.text == "hello")
        #expect(response.headers["connection"] == nil)
      }
    }
  }

  @Test func `answers a hundred pipelined requests in their order`() async throws {
    try await withServer { running in
      let client = try running.client()
      let requests = (1...100).map { "GET /things/\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }
      try client.send(requests.joined())
      for number in 1...100 {
        #expect(try client.readResponse().text == "\(number) -")
      }
    }
  }
}
