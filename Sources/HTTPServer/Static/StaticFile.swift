internal import Crypto

/// One file in memory with all that its answers need, made ahead of time.
///
/// *Source:* RFC 9110 sections 8.8.3 (strong validators), 12.5.3, 13.1.2.
struct StaticFile: Sendable {
  private let plain: HTTPResponse
  private let compressed: HTTPResponse?
  private let tag: String
  private let compressedTag: String

  init(_ content: [UInt8], path: String, cacheControl: String) {
    let type = ContentType.of(path: path)
    let hash = Hexadecimal.encode(SHA256.hash(content).bytes.prefix(16))
    tag = "\"\(hash)\""
    compressedTag = "\"\(hash)-gzip\""
    var headers: HTTPHeaders = ["content-type": type.name, "cache-control": cacheControl]
    if type.isPage { headers.add("content-security-policy", SecurityHeaders.contentSecurityPolicy) }
    let packed = type.isCompressible ? Gzip.compress(content) : nil
    if packed != nil { headers.add("vary", "Accept-Encoding") }
    plain = Self.response(content, headers, tag)
    compressed = packed.map { packed in
      headers.add("content-encoding", "gzip")
      return Self.response(packed, headers, "\"\(hash)-gzip\"")
    }
  }

  /// The file, compressed if the client accepts gzip; 304 if the client already has it.
  func answer(_ request: HTTPHeaders) -> HTTPResponse {
    var chosen = plain
    var tag = tag
    if let compressed, AcceptEncoding.takesGzip(request["accept-encoding"]) {
      chosen = compressed
      tag = compressedTag
    }
    if let known = request["if-none-match"], Self.names(known, tag) {
      chosen.status = 304
      chosen.body = .empty
    }
    return chosen
  }

  private static func response(
    _ content: [UInt8], _ headers: HTTPHeaders, _ tag: String
  ) -> HTTPResponse {
    var response = HTTPResponse(status: 200, headers: headers, body: .shared(SharedBody(content)))
    response.headers.add("etag", tag)
    return response
  }

  private static func names(_ list: String, _ tag: String) -> Bool {
    list.split(separator: ",").contains { candidate in
      let candidate = candidate.trimmingBlanks()
      // If-None-Match compares weakly, so a `W/` that a proxy added does not matter.
      return candidate == "*" || candidate == tag || candidate == "W/" + tag
    }
  }
}
