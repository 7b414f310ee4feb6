/// Encodes responses for the wire.
///
/// *Source:* RFC 9112 section 4; RFC 9110 sections 6.6.1, 8.6, 15.
enum ResponseWriter {
  /// The fields that the connection adds to a response.
  struct Frame {
    let requestID: String
    let keepsAlive: Bool
    let isHead: Bool
    let isVersion11: Bool
  }

  /// Appends the head of a response.
  ///
  /// - Returns: false, with nothing appended, when a field holds a line break or another control
  ///   character: sent, it could forge a second response.
  static func appendHead(
    of response: HTTPResponse, frame: Frame, date: [UInt8], to out: inout [UInt8]
  ) -> Bool {
    let start = out.count
    appendStatusLine(response.status, to: &out)
    for field in response.headers.fields {
      guard isSafe(field.value), isSafe(field.name) else {
        out.removeSubrange(start...)
        return false
      }
      out.append(contentsOf: field.name.utf8)
      out.append(contentsOf: ": ".utf8)
      out.append(contentsOf: field.value.utf8)
      out.append(contentsOf: "\r\n".utf8)
    }
    if case .stream = response.body {
      // A client of version 1.0 knows the end by the end of the connection.
      if frame.isVersion11 { out.append(contentsOf: "transfer-encoding: chunked\r\n".utf8) }
    } else if mayHaveBody(response.status) {
      out.append(contentsOf: "content-length: ".utf8)
      append(response.body.count, to: &out)
      out.append(contentsOf: "\r\n".utf8)
    }
    out.append(contentsOf: "x-request-id: ".utf8)
    out.append(contentsOf: frame.requestID.utf8)
    if !frame.keepsAlive {
      out.append(contentsOf: "\r\nconnection: close".utf8)
    } else if !frame.isVersion11 {
      out.append(contentsOf: "\r\nconnection: keep-alive".utf8)
    }
    out.append(contentsOf: date)
    out.append(contentsOf: SecurityHeaders.encoded)
    return true
  }

  /// Appends a piece of a body of unknown length; an empty one ends it.
  ///
  /// *Source:* RFC 9112 section 7.1.
  static func appendChunk(_ bytes: [UInt8], to out: inout [UInt8]) {
    out.append(contentsOf: String(bytes.count, radix: 16).utf8)
    out.append(contentsOf: "\r\n".utf8)
    out.append(contentsOf: bytes)
    out.append(contentsOf: "\r\n".utf8)
  }

  /// Whether a response with this status may have a body.
  static func mayHaveBody(_ status: Int) -> Bool {
    status >= 200 && status != 204 && status != 304
  }

  /// Appends a decimal number.
  static func append(_ number: Int, to out: inout [UInt8]) {
    guard number >= 10 else {
      out.append(UInt8(ascii: "0") + UInt8(number))
      return
    }
    append(number / 10, to: &out)
    out.append(UInt8(ascii: "0") + UInt8(number % 10))
  }

  private static func appendStatusLine(_ status: Int, to out: inout [UInt8]) {
    out.append(contentsOf: "HTTP/1.1 ".utf8)
    append(status, to: &out)
    out.append(contentsOf: reason(status).utf8)
  }

  private static func isSafe(_ text: String) -> Bool {
    text.utf8.allSatisfy { ($0 >= 0x20 || $0 == 0x09) && $0 != 0x7F }
  }

  /// The reason phrase, for people who debug; clients ignore it.
  private static func reason(_ status: Int) -> String {
    switch status {
    case 101: " Switching Protocols\r\n"
    case 200: " OK\r\n"
    case 201: " Created\r\n"
    case 202: " Accepted\r\n"
    case 204: " No Content\r\n"
    case 303: " See Other\r\n"
    case 304: " Not Modified\r\n"
    case 400: " Bad Request\r\n"
    case 401: " Unauthorized\r\n"
    case 402: " Payment Required\r\n"
    case 403: " Forbidden\r\n"
    case 404: " Not Found\r\n"
    case 405: " Method Not Allowed\r\n"
    case 408: " Request Timeout\r\n"
    case 409: " Conflict\r\n"
    case 410: " Gone\r\n"
    case 413: " Content Too Large\r\n"
    case 415: " Unsupported Media Type\r\n"
    case 422: " Unprocessable Content\r\n"
    case 429: " Too Many Requests\r\n"
    case 500: " Internal Server Error\r\n"
    case 503: " Service Unavailable\r\n"
    default: " \r\n"
    }
  }
}
