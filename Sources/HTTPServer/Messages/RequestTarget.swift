/// The path and query of a request, checked and decoded.
///
/// Stricter than the RFC, because other programs read these differently: refused are `%00`, dot
/// segments, backslashes, fragments and everything that is not UTF-8. `%2F` is part of its segment
/// and never parts two.
/// *Source:* RFC 9112 section 3.2.1 (origin-form), RFC 3986 section 3.3.
package struct RequestTarget: Sendable, Equatable {
  /// The path, percent-decoded but for `%2F`, which would look like the end of a segment; begins
  /// with a slash.
  package let path: String
  /// The part after the question mark, still encoded; nil without one.
  package let query: String?
  /// The path as it was sent, where it has an encoded slash; nil anywhere else.
  private let encodedPath: String?

  /// The decoded segments; "/" has one empty segment.
  package var segments: [Substring] {
    let parts = (encodedPath ?? path).dropFirst()
      .split(separator: "/", omittingEmptySubsequences: false)
    guard encodedPath != nil else { return parts }
    return parts.map { part in
      let bytes = Array(part.utf8)
      // It was decoded as a whole before.
      return PercentEncoding.decode(bytes.span, upTo: bytes.count).map { $0[...] } ?? part
    }
  }

  /// A target from its decoded path.
  init(path: String, query: String?) {
    self.path = path
    self.query = query
    encodedPath = nil
  }

  /// Reads a target in origin-form; nil when it is malformed.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    self.init(bytes.span)
  }

  /// Reads a target in origin-form from bytes; nil when it is malformed.
  init?(_ bytes: Span<UInt8>) {
    guard !bytes.isEmpty, bytes[0] == UInt8(ascii: "/") else { return nil }
    var end = bytes.count
    var encoded = false
    for index in bytes.indices {
      let byte = bytes[index]
      // A target consists of visible ASCII; a fragment is never sent.
      guard byte > 0x20, byte < 0x7F, byte != UInt8(ascii: "#"), byte != UInt8(ascii: "\\")
      else { return nil }
      if byte == UInt8(ascii: "?") {
        end = index
        break
      }
      if byte == UInt8(ascii: "%") { encoded = true }
    }
    guard let query = Self.query(bytes, after: end) else { return nil }
    guard let path = Self.path(bytes, upTo: end, encoded: encoded) else { return nil }
    self.path = path
    self.query = query.isEmpty && end == bytes.count ? nil : query
    let hasEncodedSlash = encoded && Self.hasEncodedSlash(bytes, upTo: end)
    encodedPath = hasEncodedSlash ? String(copying: bytes, from: 0, upTo: end) : nil
  }

  /// Reads the target of a request line: in origin-form, in absolute-form as proxies send it, or
  /// `*` for OPTIONS.
  ///
  /// - Returns: The target, and the host that an absolute one names; nil when it is malformed.
  ///
  /// *Source:* RFC 9112 sections 3.2.1, 3.2.2, 3.2.4.
  static func read(
    _ bytes: Span<UInt8>, of method: HTTPMethod?
  ) -> (target: RequestTarget, authority: String?)? {
    if bytes.count == 1, bytes[0] == UInt8(ascii: "*"), method == .options {
      return (RequestTarget(path: "*", query: nil), nil)
    }
    guard !bytes.isEmpty, bytes[0] != UInt8(ascii: "/") else {
      return RequestTarget(bytes).map { ($0, nil) }
    }
    return absolute(String(copying: bytes, from: 0, upTo: bytes.count))
  }

  private static func absolute(_ text: String) -> (target: RequestTarget, authority: String?)? {
    guard let mark = text.firstRange(of: "://"),
      ["http", "https"].contains(text[..<mark.lowerBound].asciiLowercased())
    else { return nil }
    let rest = text[mark.upperBound...]
    let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
    let authority = rest[..<end]
    // Host and port: no name of a user, nothing encoded.
    let isPlain = authority.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
        || [0x2D, 0x2E, 0x3A, 0x5B, 0x5D, 0x5F].contains(byte)
    }
    guard !authority.isEmpty, isPlain else { return nil }
    let path = rest[end...]
    return RequestTarget(path.hasPrefix("/") ? String(path) : "/" + path).map {
      ($0, String(authority))
    }
  }

  private static func query(_ bytes: Span<UInt8>, after end: Int) -> String? {
    guard end < bytes.count else { return "" }
    for index in end + 1..<bytes.count {
      let byte = bytes[index]
      guard byte > 0x20, byte < 0x7F, byte != UInt8(ascii: "#") else { return nil }
    }
    return String(copying: bytes, from: end + 1, upTo: bytes.count)
  }

  private static func path(_ bytes: Span<UInt8>, upTo end: Int, encoded: Bool) -> String? {
    let path: String?
    if encoded {
      path = PercentEncoding.decode(bytes, upTo: end, keeping: UInt8(ascii: "/"))
    } else {
      path = String(copying: bytes, from: 0, upTo: end)
    }
    guard let path, !hasDotSegment(path) else { return nil }
    return path
  }

  private static func hasEncodedSlash(_ bytes: Span<UInt8>, upTo end: Int) -> Bool {
    for index in 0..<max(end - 2, 0) where bytes[index] == UInt8(ascii: "%") {
      guard bytes[index + 1] == UInt8(ascii: "2") else { continue }
      if bytes[index + 2] | 0x20 == UInt8(ascii: "f") { return true }
    }
    return false
  }

  private static func hasDotSegment(_ path: String) -> Bool {
    guard path.utf8.contains(UInt8(ascii: ".")) else { return false }
    return path.utf8.split(separator: UInt8(ascii: "/")).contains { segment in
      segment.count <= 2 && segment.allSatisfy { $0 == UInt8(ascii: ".") }
    }
  }
}
