/// One JSON value, read strictly and without loss.
///
/// *Source:* RFC 8259. Where the RFC leaves a choice, the stricter one is taken: duplicate names
/// are refused, numbers are never turned into floating point.
package enum JSONValue: Equatable, Sendable {
  /// The literal `null`.
  case null
  /// The literals `true` and `false`.
  case bool(Bool)
  /// A number written as an integer that fits 64 bits.
  case integer(Int64)
  /// Any other number: its literal, exactly as written, never converted.
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
    /// What the name stands for.
    package let value: JSONValue

    /// Binds a name to a value.
    package init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// How deep arrays and objects may be nested; a bare scalar has depth 0.
  package static let depthMax = 32

  /// Reads one value that fills the whole text, white space around it allowed.
  ///
  /// - Throws: `JSONError` with the code and the byte at which the text left the grammar.
  package init(parsing bytes: [UInt8]) throws(JSONError) {
    var parser = JSONParser(bytes: bytes)
    self = try parser.document()
  }

  /// The value of a member, or nil if this is no object or has no such member.
  ///
  /// Linear in the number of members.
  package subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The text, or nil if this is no string.
  package var stringValue: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The integer, or nil if this is no number written as a 64-bit integer.
  package var integerValue: Int64? {
    guard case .integer(let number) = self else { return nil }
    return number
  }

  /// The truth value, or nil if this is neither `true` nor `false`.
  package var boolValue: Bool? {
    guard case .bool(let truth) = self else { return nil }
    return truth
  }

  /// The elements, or nil if this is no array.
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
