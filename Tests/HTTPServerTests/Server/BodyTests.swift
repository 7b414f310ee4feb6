import HTTPClient
import HTTPServer
import Testing

@Suite struct BodyTests {
  @Test(arguments: [
    "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", "B\r\nhello world\r\n0\r\nX-Sum: 1\r\n\r\n",
    "00b\r\nhello world\r\n000\r\n\r\n",
  ])
  func `reads a chunked body and continues after it`(body: String) async throws {
    try await withServer { running in
      let client = try running.client()
      try client.send(
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n" + body
          + "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try client.readAnswer().text == "hello world")
      #expect(try client.readAnswer().text == "hello")
    }
  }

  @Test func `reads a body of the largest size that a route takes`() async throws {
    try await withServer { running in
      let body = String(repeating: "x", count: 64 * 1024)
      let response = try running.exchange(
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body)
      #expect(response.status == 200)
      #expect(response.text == body)
    }
  }

  @Test(arguments: [
    "Content-Length: 17\r\n\r\n", "Content-Length: 10000000\r\n\r\n",
    "Transfer-Encoding: chunked\r\n\r\n11\r\n", "Transfer-Encoding: chunked\r\n\r\nffffffff\r\n",
    "Transfer-Encoding: chunked\r\n\r\n10\r\n0123456789abcdef\r\n1\r\n",
  ])
  func `refuses a body that is larger than the route takes`(framing: String) async throws {
    try await withServer { running in
      let client = try running.client()
      try client.send("POST /small HTTP/1.1\r\nHost: a\r\n\(framing)")
      let response = try client.readAnswer()
      #expect(response.status == 413)
      #expect(response.code == "payload_too_large")
      #expect(response.headers["connection"] == "close")
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test func `shows the refusal of a large body to a client that keeps sending`() async throws {
    try await withServer { running in
      let client = try running.client()
      try client.send("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 400000\r\n\r\n")
      try client.send([UInt8](repeating: 0x78, count: 200_000))
      #expect(try client.readAnswer().status == 413)
    }
  }

  @Test func `asks for the body of a client that waits to be asked`() async throws {
    try await withServer { running in
      let client = try running.client()
      try client.send(
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
      #expect(try client.readAnswer().status == 100)
      try client.send("ok")
      #expect(try client.readAnswer().text == "ok")
    }
  }

  @Test func `does not ask for a body that it will not take`() async throws {
    try await withServer { running in
      let response = try running.exchange(
        "POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\nExpect: 100-continue\r\n\r\n")
      #expect(response.status == 413)
    }
  }

  @Test func `meets no other expectation`() async throws {
    try await withServer { running in
      let response = try running.exchange(
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: gold\r\n\r\nok")
      #expect(response.status == 417)
    }
  }

  @Test(arguments: [
    ("application/json", 200), ("application/json; charset=utf-8", 200),
    ("Application/JSON", 200), ("text/plain", 415), ("application/jsonp", 415), ("", 415),
  ])
  func `reads only the media types of the route`(type: String, status: Int) async throws {
    try await withServer { running in
      let client = try running.client()
      try client.send(
        "POST /json HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Type: \(type)\r\n\r\n{}")
      #expect(try client.readAnswer().status == status)
      try client.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try client.readAnswer().status == 200, "the connection stays open")
    }
  }

  @Test(arguments: [("identity", 200), ("Identity", 200), ("gzip", 415), ("br", 415), ("", 415)])
  func `reads no packed bodies`(coding: String, status: Int) async throws {
    try await withServer { running in
      let client = try running.client()
      try client.send(
        "POST /json HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n"
          + "Content-Type: application/json\r\nContent-Encoding: \(coding)\r\n\r\n{}")
      #expect(try client.readAnswer().status == status)
    }
  }

  @Test func `reads and forgets the body of a request that has no route`() async throws {
    try await withServer { running in
      let client = try running.client()
      try client.send("POST /none HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}")
      #expect(try client.readAnswer().code == "not_found")
      try client.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try client.readAnswer().status == 200)
    }
  }
}
