/// How the length of a body is determined.
enum Framing: Equatable {
  /// There is no body.
  case none
  /// As many bytes as `Content-Length` says.
  case length(UInt64)
  /// By its chunks.
  case chunked
}

/// The head of a request, after every check that needs no route.
struct RequestHead {
  /// Nil for an unsupported method.
  let method: HTTPMethod?
  let target: RequestTarget
  private(set) var headers: HTTPHeaders
  private(set) var framing = Framing.none
  private(set) var keepAlive = true
  private(set) var expectsContinue = false
  let isVersion11: Bool

  init(method: HTTPMethod?, target: RequestTarget, headers: HTTPHeaders, isVersion11: Bool) {
    self.method = method
    self.target = target
    self.headers = headers
    self.isVersion11 = isVersion11
  }

  /// Reads the fields that determine where the message ends and whether another may follow.
  ///
  /// Everything ambiguous is refused, because a proxy in front may have read it differently.
  /// - Parameter authority: The host that the target names; it takes the place of the field's.
  /// - Throws: `malformedRequest` or `expectationFailed`.
  /// *Source:* RFC 9112 sections 3.2, 6.1, 6.3, 9.3; RFC 9110 section 10.1.1.
  mutating func decideFraming(authority: String? = nil) throws(LayerProblem) {
    var hosts = 0
    var lengths = 0
    var codings = 0
    for field in headers.fields {
      guard field.isReadable || !Self.deciding.contains(field.name) else {
        throw .malformedRequest
      }
      switch field.name {
      case "host": hosts += 1
      case "content-length":
        lengths += 1
        framing = try Self.framing(contentLength: field.value)
      case "transfer-encoding":
        codings += 1
        guard field.value.asciiLowercased() == "chunked" else { throw .malformedRequest }
        framing = .chunked
      case "expect":
        guard field.value.asciiLowercased() == "100-continue" else { throw .expectationFailed }
        expectsContinue = isVersion11
      default: break
      }
    }
    guard lengths + codings <= 1, hosts == 1 || (hosts == 0 && !isVersion11) else {
      throw .malformedRequest
    }
    // HTTP/1.0 has no transfer codings, so its presence means that a sender mixed up versions.
    guard isVersion11 || codings == 0 else { throw .malformedRequest }
    keepAlive = decideKeepAlive()
    if let authority { headers.set("host", authority) }
  }

  /// The fields that decide where the message ends and whom it is for.
  private static let deciding: Set<String> = [
    "host", "content-length", "transfer-encoding", "expect", "connection",
  ]

  private func decideKeepAlive() -> Bool {
    guard headers["connection"] != nil else { return isVersion11 }
    if headers.lists("close", in: "connection") { return false }
    return isVersion11 || headers.lists("keep-alive", in: "connection")
  }

  private static func framing(contentLength text: String) throws(LayerProblem) -> Framing {
    // Digits only: `UInt64` alone would also read "+5".
    guard !text.isEmpty, text.utf8.count <= 18,
      text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }),
      let length = UInt64(text)
    else { throw .malformedRequest }
    return length == 0 ? .none : .length(length)
  }
}
