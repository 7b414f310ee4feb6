/// One JSON value, read strictly and without loss.
///
/// *Source:* RFC 8259. Stricter where the RFC leaves a choice: duplicate names are refused, numbers
/// are never converted to floating point.
package enum JSONValue: Equatable, Sendable {
  /// The literal `null`.
  case null
  /// The literals `true` and `false`.
  case bool(Bool)
  /// An integer literal that fits 64 bits.
  case integer(Int64)
  /// The literal of any other number, exactly as written.
  case decimal(String)
  /// A string of Unicode scalars; U+0000 is possible.
  case string(String)
  /// The elements in the order of the text.
  case array([JSONValue])
  /// The members in the order of the text; no two names are equal.
  case object([Member])

  /// A name and its value in an object.
  package struct Member: Equatable, Sendable {
    /// The name, unescaped.
    package let name: String
    /// The value.
    package let value: JSONValue

    /// Creates a member.
    package init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// The maximum nesting depth of arrays and objects; a bare scalar has depth 0.
  package static let depthMax = 32

  /// Parses a text that consists of one value, with optional white space around it.
  ///
  /// - Throws: `JSONError` with the code and the offset of the first invalid byte.
  package init(parsing bytes: [UInt8]) throws(JSONError) {
    var parser = JSONParser(bytes: bytes)
    self = try parser.document()
  }

  /// The value of a member; nil if this is not an object or has no such member.
  ///
  /// Linear in the number of members.
  package subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The text; nil if this is not a string.
  package var stringValue: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The integer; nil if this is not a 64-bit integer literal.
  package var integerValue: Int64? {
    guard case .integer(let number) = self else { return nil }
    return number
  }

  /// The Boolean; nil if this is neither `true` nor `false`.
  package var boolValue: Bool? {
    guard case .bool(let truth) = self else { return nil }
    return truth
  }

  /// The elements; nil if this is not an array.
  package var arrayValue: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The value as compact UTF-8 text, members in their order.
  package var encoded: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(256)
    bytes.appendJSON(self)
    return bytes
  }
}
