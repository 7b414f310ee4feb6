extension JSONParser {
  /// Reads a string whose opening quotation mark is the current byte.
  mutating func string() throws(JSONError) -> String {
    offset += 1
    let start = offset
    try skipPlainText()
    if bytes[offset] == UInt8(ascii: "\"") {
      defer { offset += 1 }
      return String(decoding: bytes[start..<offset], as: UTF8.self)
    }
    return try escapedString(from: start)
  }

  /// Reads the rest of a string that contains an escape.
  private mutating func escapedString(from start: Int) throws(JSONError) -> String {
    var text = Array(bytes[start..<offset])
    while bytes[offset] == UInt8(ascii: "\\") {
      text.append(contentsOf: try escape().utf8)
      let plainStart = offset
      try skipPlainText()
      text.append(contentsOf: bytes[plainStart..<offset])
    }
    offset += 1
    return String(decoding: text, as: UTF8.self)
  }

  /// Moves to the next quotation mark or backslash, which is then the current byte.
  private mutating func skipPlainText() throws(JSONError) {
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
      guard byte >= 0x20 else { throw error(.controlCharacter) }
      offset += 1
    }
    throw error(.unexpectedEnd)
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    let start = offset
    offset += 1
    let kind = try current()
    offset += 1
    switch kind {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(kind)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try escapedScalar(from: start)
    default: throw JSONError(.invalidEscape, offset: start)
    }
  }

  /// Reads the digits of a `\u` escape and, for the first half of a pair, the second escape.
  private mutating func escapedScalar(from start: Int) throws(JSONError) -> Unicode.Scalar {
    let first = try fourHexDigits(of: start)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard (0xD800...0xDBFF).contains(first), bytes[offset...].starts(with: "\\u".utf8)
    else { throw JSONError(.loneSurrogate, offset: start) }
    offset += 2
    let second = try fourHexDigits(of: start)
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    else { throw JSONError(.loneSurrogate, offset: start) }
    return scalar
  }

  private mutating func fourHexDigits(of start: Int) throws(JSONError) -> UInt32 {
    var result: UInt32 = 0
    for _ in 0..<4 {
      let digit: UInt8
      switch try current() {
      case let byte where byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"):
        digit = byte - UInt8(ascii: "0")
      case let byte where byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "f"):
        digit = byte - UInt8(ascii: "a") + 10
      case let byte where byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "F"):
        digit = byte - UInt8(ascii: "A") + 10
      default: throw JSONError(.invalidEscape, offset: start)
      }
      result = result << 4 | UInt32(digit)
      offset += 1
    }
    return result
  }

  /// Reads a number; the literal is kept if it is not a 64-bit integer.
  mutating func number() throws(JSONError) -> JSONValue {
    let start = offset
    let isNegative = bytes[offset] == UInt8(ascii: "-")
    if isNegative { offset += 1 }
    let digitsStart = offset
    let integer = try digits(isNegative: isNegative)
    if bytes[digitsStart] == UInt8(ascii: "0"), offset > digitsStart + 1 {
      throw JSONError(.invalidNumber, offset: start)
    }
    var isInteger = true
    if next(is: UInt8(ascii: ".")) {
      isInteger = false
      offset += 1
      _ = try digits(isNegative: false)
    }
    if next(is: UInt8(ascii: "e")) || next(is: UInt8(ascii: "E")) {
      isInteger = false
      offset += 1
      if next(is: UInt8(ascii: "+")) || next(is: UInt8(ascii: "-")) { offset += 1 }
      _ = try digits(isNegative: false)
    }
    if isInteger, let integer { return .integer(integer) }
    return .decimal(String(decoding: bytes[start..<offset], as: UTF8.self))
  }

  /// Reads one or more digits; nil if their value does not fit 64 bits.
  private mutating func digits(isNegative: Bool) throws(JSONError) -> Int64? {
    let start = offset
    var result: Int64 = 0
    var fits = true
    while offset < bytes.count, case let digit = bytes[offset] &- UInt8(ascii: "0"), digit <= 9 {
      let (product, overflow) = result.multipliedReportingOverflow(by: 10)
      let step = isNegative ? -Int64(digit) : Int64(digit)
      let (sum, sumOverflow) = product.addingReportingOverflow(step)
      if overflow || sumOverflow { fits = false }
      result = sum
      offset += 1
    }
    guard offset > start else { throw error(.invalidNumber) }
    return fits ? result : nil
  }

  private func next(is byte: UInt8) -> Bool {
    offset < bytes.count && bytes[offset] == byte
  }
}
