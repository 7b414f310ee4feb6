/// Why bytes are not strict JSON, and where.
package struct JSONError: Error, Equatable, Sendable {
  /// What is wrong; the raw value is stable and may be shown to clients.
  package enum Code: String, Sendable, CaseIterable {
    /// The text ends inside a value, or is empty.
    case unexpectedEnd = "unexpected_end"
    /// A byte is not allowed at its position.
    case unexpectedByte = "unexpected_byte"
    /// Something other than white space follows the value.
    case trailingBytes = "trailing_bytes"
    /// The text starts with U+FEFF, which RFC 8259 section 8.1 forbids to send.
    case byteOrderMark = "byte_order_mark"
    /// The bytes are not well-formed UTF-8.
    case invalidUTF8 = "invalid_utf8"
    /// A number has a leading zero, a bare sign, a bare point or a bare exponent.
    case invalidNumber = "invalid_number"
    /// A backslash does not begin a valid escape.
    case invalidEscape = "invalid_escape"
    /// An escape is an unpaired surrogate.
    case loneSurrogate = "lone_surrogate"
    /// A string holds an unescaped control character.
    case controlCharacter = "control_character"
    /// An object has two members of the same name.
    case duplicateName = "duplicate_name"
    /// Arrays and objects are nested deeper than `JSONValue.depthMax`.
    case tooDeep = "too_deep"
  }

  /// What is wrong.
  package let code: Code
  /// The offset in bytes from the start of the text.
  package let offset: Int

  /// Creates an error at an offset of the text.
  package init(_ code: Code, offset: Int) {
    self.code = code
    self.offset = offset
  }
}
