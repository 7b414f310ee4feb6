import Crypto
package import HTTPServer

extension HTTPResponse {
  /// The same answer with a tag of its body; 304 without a body for who has it already.
  ///
  /// *Source:* RFC 9110 sections 8.8.3 and 13.1.2; the comparison is the weak one.
  package func tagged(for request: HTTPRequest) -> HTTPResponse {
    guard case .bytes(let bytes) = body else { return self }
    let tag = "\"\(Hexadecimal.encode(SHA256.hash(bytes).bytes.prefix(12)))\""
    // Nobody has so many versions; a head full of tags is not worth the reading.
    let sent = request.headers["if-none-match"].flatMap { $0.utf8.count <= 1_024 ? $0 : nil }
    let known = sent?.split(separator: ",") ?? []
    let isKnown = known.contains { value in
      let opaque = value.drop { $0 == " " || $0 == "\t" }
      return opaque == "*" || opaque == tag || opaque == "W/" + tag
    }
    let answer = isKnown ? HTTPResponse.empty(304) : self
    return answer.adding("etag", tag).adding("cache-control", "no-cache")
  }
}
