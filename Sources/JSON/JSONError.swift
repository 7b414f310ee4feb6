/// Why bytes are not the strict JSON that Ovation takes, and where.
package struct JSONError: Error, Equatable, Sendable {
  /// What is wrong; the raw value is stable and may be shown to clients.
  package enum Code: String, Sendable, CaseIterable {
    /// The text ends inside a value, or is empty.
    case unexpectedEnd = "unexpected_end"
    /// A byte stands where the grammar has no place for it.
    case unexpectedByte = "unexpected_byte"
    /// Something other than white space follows the value.
    case trailingBytes = "trailing_bytes"
    /// The text starts with U+FEFF, which RFC 8259 section 8.1 forbids to send.
    case byteOrderMark = "byte_order_mark"
    /// The bytes are not well-formed UTF-8.
    case invalidUTF8 = "invalid_utf8"
    /// A number has a leading zero, a bare sign, a bare point or a bare exponent.
    case invalidNumber = "invalid_number"
    /// A backslash is followed by something that is no escape.
    case invalidEscape = "invalid_escape"
    /// An escape names half of a surrogate pair, which is no character.
    case loneSurrogate = "lone_surrogate"
    /// A string holds a control character that was not escaped.
    case controlCharacter = "control_character"
    /// One object names the same member twice.
    case duplicateName = "duplicate_name"
    /// Arrays and objects are nested deeper than `JSONValue.depthMax`.
    case tooDeep = "too_deep"
  }

  /// What is wrong.
  package let code: Code
  /// Where it was noticed, in bytes from the start of the text.
  package let offset: Int

  /// States what is wrong at a byte of the text.
  package init(_ code: Code, offset: Int) {
    self.code = code
    self.offset = offset
  }
}
