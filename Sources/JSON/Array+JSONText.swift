/// Encodes JSON values as UTF-8 text.
extension Array where Element == UInt8 {
  mutating func appendJSON(_ value: JSONValue) {
    switch value {
    case .null: appendJSONNull()
    case .bool(let flag): appendJSON(flag)
    case .integer(let number): appendJSON(number)
    case .decimal(let literal): append(contentsOf: literal.utf8)
    case .string(let text): appendJSON(text)
    case .array(let elements): appendJSON(elements)
    case .object(let members): appendJSON(members)
    }
  }

  private mutating func appendJSON(_ elements: [JSONValue]) {
    append(UInt8(ascii: "["))
    var isFirst = true
    for element in elements {
      if !isFirst { append(UInt8(ascii: ",")) }
      isFirst = false
      appendJSON(element)
    }
    append(UInt8(ascii: "]"))
  }

  private mutating func appendJSON(_ members: [JSONValue.Member]) {
    append(UInt8(ascii: "{"))
    var isFirst = true
    for member in members {
      if !isFirst { append(UInt8(ascii: ",")) }
      isFirst = false
      appendJSON(member.name)
      append(UInt8(ascii: ":"))
      appendJSON(member.value)
    }
    append(UInt8(ascii: "}"))
  }

  mutating func appendJSONNull() {
    append(contentsOf: "null".utf8)
  }

  mutating func appendJSON(_ flag: Bool) {
    append(contentsOf: (flag ? "true" : "false").utf8)
  }

  mutating func appendJSON(_ number: Int64) {
    if number < 0 { append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    var low = count
    repeat {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    var high = count - 1
    while low < high {
      swapAt(low, high)
      low += 1
      high -= 1
    }
  }

  mutating func appendJSON(_ text: String) {
    append(UInt8(ascii: "\""))
    if isPlain(text.utf8.span) {
      append(contentsOf: text.utf8)
    } else {
      appendEscaped(text)
    }
    append(UInt8(ascii: "\""))
  }

  private mutating func appendEscaped(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": append(contentsOf: #"\""#.utf8)
      case "\\": append(contentsOf: #"\\"#.utf8)
      case "\n": append(contentsOf: #"\n"#.utf8)
      case "\r": append(contentsOf: #"\r"#.utf8)
      case "\t": append(contentsOf: #"\t"#.utf8)
      case "\u{0}"..<" ", "<", "\u{2028}", "\u{2029}": appendEscape(of: scalar)
      default: append(contentsOf: scalar.utf8)
      }
    }
  }

  private mutating func appendEscape(of scalar: Unicode.Scalar) {
    append(contentsOf: #"\u"#.utf8)
    for shift in stride(from: 12, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: scalar.value >> shift) & 0xF
      append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}

/// Whether the bytes of a text show that no character needs an escape.
///
/// `<` is escaped so that the text is safe inside an HTML `script` element. U+2028 and U+2029,
/// which end a line in older JavaScript, both begin with 0xE2.
private func isPlain(_ text: Span<UInt8>) -> Bool {
  for index in text.indices {
    let byte = text[index]
    guard byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"),
      byte != UInt8(ascii: "<"), byte != 0xE2
    else { return false }
  }
  return true
}
