/// Where a payer may be sent after paying: a path of ours, a page of an http origin, or an app.
///
/// Read strictly, because it ends in a `Location` field and in a policy: no user names, no
/// backslashes, no white space, no control characters.
package struct ReturnAddress: Equatable, Sendable {
  /// The address as it was given.
  package let text: String
  /// Scheme, host and port, such as `https://app.example`, or the scheme of an app, such as
  /// `myapp://`; nil for a path of ours.
  package let origin: String?

  /// The address that a text writes; nil for anything that could mean something else to somebody.
  package init?(_ text: String) {
    guard Self.isWritable(text) else { return nil }
    self.text = text
    if text.hasPrefix("/") {
      guard !text.hasPrefix("//") else { return nil }
      origin = nil
    } else {
      guard let origin = Self.origin(of: text) else { return nil }
      self.origin = origin
    }
  }

  /// The same address with the purchase and how it seemed to end in its query.
  ///
  /// - Parameters:
  ///   - purchase: The purchase's wire text.
  ///   - outcome: A word for the page to show; nothing is ever credited on it.
  /// - Returns: The text of the address.
  package func adding(purchase: String, outcome: String) -> String {
    let fragment = text.firstIndex(of: "#") ?? text.endIndex
    let page = text[..<fragment]
    let joint = !page.contains("?") ? "?" : page.hasSuffix("?") || page.hasSuffix("&") ? "" : "&"
    return page + joint + "purchase=" + purchase + "&outcome=" + outcome + text[fragment...]
  }

  /// Whether a text has the length and the characters of an address; the rest is a rule.
  package static func isWritable(_ text: String) -> Bool {
    (1...bytesMax).contains(text.utf8.count) && text.utf8.allSatisfy(isAllowed)
  }

  /// Visible ASCII without what browsers repair or what ends an attribute.
  private static func isAllowed(_ byte: UInt8) -> Bool {
    let refused: [UInt8] = [0x22, 0x27, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B, 0x7C, 0x7D]
    return (0x21...0x7E).contains(byte) && !refused.contains(byte)
  }

  /// The origin of an absolute address; nil when its authority is not host and port alone.
  private static func origin(of text: String) -> String? {
    guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else {
      return appScheme(of: text)
    }
    let authority = text.dropFirst(scheme.count).prefix { !["/", "?", "#"].contains($0) }
    let isPlain = authority.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
        || [0x2D, 0x2E, 0x3A, 0x5B, 0x5D].contains(byte)
    }
    guard !authority.isEmpty, isPlain else { return nil }
    return scheme + authority
  }

  /// The scheme of an app's address; nil for schemes that browsers run or show by themselves.
  ///
  /// *Source:* RFC 3986 section 3.1; in small letters alone, because that is how it is compared.
  private static func appScheme(of text: String) -> String? {
    guard let end = text.firstRange(of: "://") else { return nil }
    let scheme = text[..<end.lowerBound]
    let isScheme = scheme.utf8.enumerated().allSatisfy { index, byte in
      (0x61...0x7A).contains(byte)
        || (index > 0 && ((0x30...0x39).contains(byte) || [0x2B, 0x2D, 0x2E].contains(byte)))
    }
    let refused: Set<Substring> = [
      "javascript", "data", "vbscript", "file", "blob", "about", "view-source", "filesystem",
      "ws", "wss", "ftp", "mailto", "tel", "sms", "http", "https",
    ]
    guard isScheme, scheme.count >= 2, !refused.contains(scheme) else { return nil }
    return String(text[..<end.upperBound])
  }

  package static let bytesMax = 1_024
}
