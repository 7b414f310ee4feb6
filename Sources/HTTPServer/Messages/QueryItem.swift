/// One decoded `name=value` of a query.
package struct QueryItem: Sendable, Equatable {
  /// The name, decoded.
  package let name: String
  /// The value, decoded; empty when there was no equals sign.
  package let value: String

  /// A pair of already decoded texts.
  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }

  /// Reads a form-encoded query; empty pairs are skipped.
  ///
  /// - Throws: `.malformed` for a stray `%`, an encoded NUL, or bytes that are not UTF-8.
  /// *Source:* WHATWG URL, application/x-www-form-urlencoded, made strict.
  package static func decode(_ query: String) throws(QueryFault) -> [QueryItem] {
    var items: [QueryItem] = []
    for pair in query.utf8.split(separator: UInt8(ascii: "&")) {
      let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      let name = try text(pair[..<equals])
      let value = equals == pair.endIndex ? "" : try text(pair[pair.index(after: equals)...])
      items.append(QueryItem(name: name, value: value))
    }
    return items
  }

  private static func text(_ part: Substring.UTF8View) throws(QueryFault) -> String {
    let bytes = part.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
    let decoded = PercentEncoding.decode(bytes.span, upTo: bytes.count)
    guard let decoded else { throw .malformed }
    return decoded
  }
}

/// Why a query could not be read.
package enum QueryFault: Error, Equatable {
  /// It is not a form encoding of UTF-8 text.
  case malformed
}
