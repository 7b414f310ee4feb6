import Application
package import HTTPServer
package import Monetization

/// What `If-Match` wants a resource to be.
///
/// *Source:* RFC 9110 sections 8.8.3 and 13.1.1.
package enum IfMatch: Equatable, Sendable {
  /// Anything that exists.
  case any
  /// One of these strong tags, without their quotation marks; weak ones match nothing.
  case oneOf([String])

  /// The tags; nil where none are named.
  package var tags: [String]? {
    if case .oneOf(let tags) = self { tags } else { nil }
  }

  /// Reads a field's value; nil when it is malformed.
  package init?(_ value: String) {
    guard value.filter({ $0 != " " && $0 != "\t" }) != "*" else {
      self = .any
      return
    }
    var strong: [String] = []
    var rest = Substring(value)
    repeat {
      rest = rest.drop { $0 == " " || $0 == "\t" }
      let isWeak = rest.hasPrefix("W/")
      if isWeak { rest = rest.dropFirst(2) }
      guard rest.first == "\"" else { return nil }
      rest = rest.dropFirst()
      guard let end = rest.firstIndex(of: "\"") else { return nil }
      let tag = rest[..<end]
      guard tag.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return nil }
      if !isWeak { strong.append(String(tag)) }
      rest = rest[end...].dropFirst().drop { $0 == " " || $0 == "\t" }
      guard !rest.isEmpty else {
        self = .oneOf(strong)
        return
      }
      guard rest.first == "," else { return nil }
      rest = rest.dropFirst()
    } while true
  }
}

extension APICall {
  /// What the request wants the resource to be; nil when it does not say.
  ///
  /// - Throws: ``Problem`` with `malformed_request`.
  package func ifMatch() throws(Problem) -> IfMatch? {
    let values = request.headers.fields.filter { $0.name == "if-match" }.map(\.value)
    guard !values.isEmpty else { return nil }
    let value = values.joined(separator: ",")
    // Nobody has seen so many versions.
    guard value.utf8.count <= 1_024, let wanted = IfMatch(value) else {
      throw Problem(
        .malformedRequest,
        "If-Match must be * or tags in quotation marks, as an answer's ETag has them.")
    }
    return wanted
  }

  /// The tags that the resource must have one of; nil for any.
  ///
  /// - Throws: ``Problem`` with `malformed_request`.
  package func expectedTags() throws(Problem) -> [String]? { try ifMatch()?.tags }
}

extension HTTPResponse {
  /// The same answer with the tag of the row that it shows.
  ///
  /// The tag is that of what can be edited: sums beside it, such as how often a gift was
  /// sent, do not change it.
  package func tagged(by row: some StoredRow) -> HTTPResponse {
    adding("etag", "\"\(RowCondition.version(of: row))\"")
  }
}
