/// An answer of HTTP/1 as received.
///
/// *Source:* RFC 9112 sections 4 and 5; RFC 9110 section 5.3.
package struct ClientAnswer: Equatable, Sendable {
  package let status: Int
  /// Names in lower case; the values of a repeated field are joined by a comma.
  package let headers: [String: String]
  package internal(set) var body: [UInt8] = []

  /// The body as text.
  package var text: String { String(decoding: body, as: UTF8.self) }

  /// The stable code of a problem; nil when the answer is none.
  package var code: String? {
    guard headers["content-type"] == "application/problem+json" else { return nil }
    return text.firstMatch(of: /"code":"([a-z_]+)"/).map { String($0.1) }
  }

  /// Reads a head with the empty line at its end.
  ///
  /// - Throws: ``ClientFault/notHTTP``.
  package init(head: [UInt8]) throws(ClientFault) {
    let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
    let words = lines.first?.split(separator: " ", maxSplits: 2) ?? []
    guard words.count > 1, words[0].hasPrefix("HTTP/1."), words[1].utf8.count == 3,
      let status = Int(words[1])
    else { throw .notHTTP }
    self.status = status
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw .notHTTP }
      let value = String(parts[1].drop { $0 == " " })
      let name = parts[0].lowercased()
      headers[name] = headers[name].map { $0 + ", " + value } ?? value
    }
    self.headers = headers
  }
}
