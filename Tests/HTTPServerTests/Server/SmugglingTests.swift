import HTTPClient
import HTTPServer
import Testing

/// Bytes that two readers could take for different requests: all are refused, none is guessed at.
@Suite struct SmugglingTests {
  static let refused: [(String, String)] = [
    ("length and chunks", "Host: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n"),
    ("chunks and length", "Host: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n"),
    ("two lengths that differ", "Host: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n"),
    ("two lengths that agree", "Host: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n"),
    ("a list of lengths", "Host: a\r\nContent-Length: 5, 5\r\n"),
    ("a length with a plus", "Host: a\r\nContent-Length: +5\r\n"),
    ("a length with a minus", "Host: a\r\nContent-Length: -5\r\n"),
    ("a length in hexadecimal", "Host: a\r\nContent-Length: 0x5\r\n"),
    ("an empty length", "Host: a\r\nContent-Length:\r\n"),
    ("a length beyond 64 bits", "Host: a\r\nContent-Length: 99999999999999999999\r\n"),
    ("a length with blanks inside", "Host: a\r\nContent-Length: 5 5\r\n"),
    ("another transfer coding", "Host: a\r\nTransfer-Encoding: gzip\r\n"),
    ("two transfer codings", "Host: a\r\nTransfer-Encoding: gzip, chunked\r\n"),
    ("chunked twice", "Host: a\r\nTransfer-Encoding: chunked, chunked\r\n"),
    (
      "chunked in two fields",
      "Host: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"
    ),
    ("a coding that looks like chunked", "Host: a\r\nTransfer-Encoding: xchunked\r\n"),
    ("a coding with a tab in front of nothing", "Host: a\r\nTransfer-Encoding: \"chunked\"\r\n"),
    ("a space before the colon", "Host: a\r\nContent-Length : 5\r\n"),
    ("a tab before the colon", "Host: a\r\nTransfer-Encoding\t: chunked\r\n"),
    ("a space before the name", "Host: a\r\n Content-Length: 5\r\n"),
    ("a folded line", "Host: a\r\nX-A: b\r\n c\r\n"),
    ("a folded line with a tab", "Host: a\r\nX-A: b\r\n\tc\r\n"),
    ("a bare line feed", "Host: a\nX-A: b\r\n"),
    ("a bare carriage return", "Host: a\r\nX-A: b\rX-B: c\r\n"),
    ("a NUL in a value", "Host: a\r\nX-A: b\0c\r\n"),
    ("a control character in a value", "Host: a\r\nX-A: b\u{1}c\r\n"),
    ("a DEL in a value", "Host: a\r\nX-A: b\u{7F}c\r\n"),
    ("no name", "Host: a\r\n: b\r\n"),
    ("no colon", "Host: a\r\nX-A\r\n"),
    ("a name with a slash", "Host: a\r\nX/A: b\r\n"),
    ("a name beyond ASCII", "Host: a\r\nX-Ä: b\r\n"),
    ("no host", "X-A: b\r\n"),
    ("two hosts", "Host: a\r\nHost: b\r\n"),
    ("two hosts that agree", "Host: a\r\nHost: a\r\n"),
  ]

  @Test(arguments: refused)
  func `refuses a head whose framing is in doubt`(name: String, fields: String) async throws {
    try await withServer { running in
      let client = try running.client()
      let hidden = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"
      try client.send("POST /echo HTTP/1.1\r\n" + fields + "\r\n" + hidden)
      let response = try client.readAnswer()
      #expect(response.status == 400)
      #expect(response.code == "malformed_request")
      #expect(response.headers["connection"] == "close")
      #expect(try client.readToEnd().isEmpty, "nothing behind it is answered")
    }
  }

  @Test(arguments: [
    "GET /hello\r\n", "GET  /hello HTTP/1.1\r\n", "GET /hello HTTP/1.1 \r\n",
    " GET /hello HTTP/1.1\r\n", "GET\t/hello HTTP/1.1\r\n", "GET /hel lo HTTP/1.1\r\n",
    "GET /hello HTTP/1\r\n", "GET /hello HTTP/1.1\n", "G\0T /hello HTTP/1.1\r\n",
    "GET http:///hello HTTP/1.1\r\n", "GET http://u@a/hello HTTP/1.1\r\n",
    "GET ftp://a/hello HTTP/1.1\r\n", "GET http://a b/hello HTTP/1.1\r\n",
    "GET http://a%2Fb/hello HTTP/1.1\r\n", "GET http://a/../hello HTTP/1.1\r\n",
    "GET http://a#/hello HTTP/1.1\r\n", "POST * HTTP/1.1\r\n", "QUERY * HTTP/1.1\r\n",
    "GET hello HTTP/1.1\r\n", "CONNECT a:80 HTTP/1.1\r\n",
    "GET * HTTP/1.1\r\n", "GET /a#b HTTP/1.1\r\n", "GET /%zz HTTP/1.1\r\n", "GET /% HTTP/1.1\r\n",
    "GET /%00 HTTP/1.1\r\n", "GET /%ff HTTP/1.1\r\n", "GET /%c0%af HTTP/1.1\r\n",
    "GET /../a HTTP/1.1\r\n", "GET /%2e%2e/a HTTP/1.1\r\n",
    "GET /a/./b HTTP/1.1\r\n", "GET /a\\b HTTP/1.1\r\n", "GET /ä HTTP/1.1\r\n",
    "GET /a?b=\u{1} HTTP/1.1\r\n", "\r\n\r\nGET /hello HTTP/1.1\r\n",
    "GET /hello HTTP/1.1\r\r\n",
  ])
  func `refuses a malformed request line`(line: String) async throws {
    try await withServer { running in
      let response = try running.exchange(line + "Host: a\r\n\r\n")
      #expect(response.status == 400)
      #expect(response.code == "malformed_request")
    }
  }

  @Test(arguments: ["HTTP/2.0", "HTTP/0.9", "HTTP/1.2"])
  func `refuses other versions`(version: String) async throws {
    try await withServer { running in
      let response = try running.exchange("GET /hello \(version)\r\nHost: a\r\n\r\n")
      #expect(response.status == 505)
      #expect(response.code == "version_not_supported")
    }
  }

  @Test(arguments: [
    "5;a=b\nhello\r\n0\r\n\r\n", "5;a=\u{1}\r\nhello\r\n0\r\n\r\n", "5;a\rb\r\nhello\r\n0\r\n\r\n",
    ";a\r\nhello\r\n0\r\n\r\n", "5 a\r\nhello\r\n0\r\n\r\n", "5;a\u{7F}\r\nhello\r\n0\r\n\r\n",
    "5;" + String(repeating: "a", count: 1_100) + "\r\nhello\r\n0\r\n\r\n", "5\nhello\r\n0\r\n\r\n",
    "5\r\nhelloXX0\r\n\r\n",
    "5\r\nhello\n0\r\n\r\n", "\r\nhello\r\n0\r\n\r\n", "g\r\nhello\r\n0\r\n\r\n",
    "-5\r\nhello\r\n0\r\n\r\n", "0x5\r\nhello\r\n0\r\n\r\n", "5 \r\nhello\r\n0\r\n\r\n",
    "000000005\r\nhello\r\n0\r\n\r\n", "5\r\rhello\r\n0\r\n\r\n", "0\r\n b: c\r\n\r\n",
    "0\r\n\rX",
  ])
  func `refuses malformed chunks`(body: String) async throws {
    try await withServer { running in
      let response = try running.exchange(
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body)
      #expect(response.status == 400)
      #expect(response.code == "malformed_request")
    }
  }

  @Test(arguments: ["Content-Length", "Transfer-Encoding", "Host", "Expect", "Connection"])
  func `refuses a field that decides the framing and is no text`(name: String) async throws {
    try await withServer { running in
      let client = try running.client()
      let host = name == "Host" ? "" : "Host: a\r\n"
      try client.send(
        Array("POST /echo HTTP/1.1\r\n\(host)\(name): 5".utf8) + [0xE9, 0x0D, 0x0A, 0x0D, 0x0A])
      #expect(try client.readAnswer().status == 400)
    }
  }
}
