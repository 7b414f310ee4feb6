extension ObjectReader {
  /// A required text, its length in Unicode scalars.
  ///
  /// Control characters other than tab and line ends are refused.
  package mutating func string(_ name: String, _ length: ClosedRange<Int>) -> String {
    guard let value = value(of: name) else {
      noteMissing(name)
      return ""
    }
    return text(value, name, length) ?? ""
  }

  /// An optional text, its length in Unicode scalars.
  package mutating func optionalString(_ name: String, _ length: ClosedRange<Int>) -> String? {
    guard let value = value(of: name) else { return nil }
    return text(value, name, length)
  }

  /// A required integer within inclusive bounds.
  package mutating func integer(
    _ name: String, _ range: ClosedRange<Int64> = safeIntegers
  ) -> Int64 {
    guard let value = value(of: name) else {
      noteMissing(name)
      return range.lowerBound
    }
    return integer(value, name, range) ?? range.lowerBound
  }

  /// An optional integer within inclusive bounds.
  package mutating func optionalInteger(
    _ name: String, _ range: ClosedRange<Int64> = safeIntegers
  ) -> Int64? {
    guard let value = value(of: name) else { return nil }
    return integer(value, name, range)
  }

  /// A required `true` or `false`.
  package mutating func bool(_ name: String) -> Bool {
    guard let value = value(of: name) else {
      noteMissing(name)
      return false
    }
    return boolean(value, name) ?? false
  }

  /// An optional `true` or `false`.
  package mutating func optionalBool(_ name: String) -> Bool? {
    guard let value = value(of: name) else { return nil }
    return boolean(value, name)
  }

  /// A required text that is the raw value of a case.
  ///
  /// The enumeration must have a case: the first one is the placeholder.
  package mutating func enumeration<Choice: CaseIterable & RawRepresentable<String>>(
    _ name: String, of choices: Choice.Type = Choice.self
  ) -> Choice {
    guard let placeholder = Choice.allCases.first else {
      preconditionFailure("An enumeration without cases cannot be read.")
    }
    guard let value = value(of: name) else {
      noteMissing(name)
      return placeholder
    }
    return choice(value, name) ?? placeholder
  }

  /// An optional text that is the raw value of a case.
  package mutating func optionalEnumeration<Choice: CaseIterable & RawRepresentable<String>>(
    _ name: String, of choices: Choice.Type = Choice.self
  ) -> Choice? {
    guard let value = value(of: name) else { return nil }
    return choice(value, name)
  }

  /// A required text that a function parses, such as an id.
  ///
  /// - Parameters:
  ///   - name: The field.
  ///   - length: How long the text may be, in Unicode scalars.
  ///   - expected: The end of the sentence "… must be" that tells the client what is expected.
  ///   - placeholder: The value that is returned if the field is invalid.
  ///   - parse: Returns nil for an invalid text.
  /// - Returns: The value, or the placeholder if the field is invalid.
  package mutating func parsed<Value>(
    _ name: String, _ length: ClosedRange<Int>, expected: String, placeholder: Value,
    _ parse: (String) -> Value?
  ) -> Value {
    guard let value = value(of: name) else {
      noteMissing(name)
      return placeholder
    }
    return parsed(value, name, length, expected, parse) ?? placeholder
  }

  /// An optional text that a function parses, such as an id.
  package mutating func optionalParsed<Value>(
    _ name: String, _ length: ClosedRange<Int>, expected: String, _ parse: (String) -> Value?
  ) -> Value? {
    guard let value = value(of: name) else { return nil }
    return parsed(value, name, length, expected, parse)
  }

  mutating func text(
    _ value: JSONValue, _ name: String, _ length: ClosedRange<Int>
  ) -> String? {
    guard case .string(let text) = value else {
      note(name, .wrongType, "\(fullName(name)) must be a string.")
      return nil
    }
    // A scalar has four bytes at most, so a text of more bytes is too long in any case.
    let isHuge = text.utf8.count / 4 > length.upperBound
    let (count, hasControl) =
      isHuge ? (length.upperBound + 1, false) : measure(text.utf8.span)
    guard count >= length.lowerBound else {
      note(name, .tooShort, "\(fullName(name)) must have at least \(length.lowerBound) characters.")
      return nil
    }
    guard count <= length.upperBound else {
      note(name, .tooLong, "\(fullName(name)) must have at most \(length.upperBound) characters.")
      return nil
    }
    guard !hasControl else {
      note(name, .controlCharacter, "\(fullName(name)) must not hold control characters.")
      return nil
    }
    return text
  }

  mutating func integer(
    _ value: JSONValue, _ name: String, _ range: ClosedRange<Int64>
  ) -> Int64? {
    let bounds = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    switch value {
    case .integer(let number) where range.contains(number):
      return number
    case .integer:
      note(name, .outOfRange, "\(fullName(name)) must be \(bounds).")
    case .decimal(let literal) where !literal.utf8.contains(where: isPointOrExponent):
      note(name, .outOfRange, "\(fullName(name)) must be \(bounds).")
    case .decimal:
      note(
        name, .wrongType,
        "\(fullName(name)) must be \(bounds), without a decimal point or exponent.")
    case .string:
      note(name, .wrongType, "\(fullName(name)) must be \(bounds), without quotation marks.")
    case .null, .bool, .array, .object:
      note(name, .wrongType, "\(fullName(name)) must be \(bounds).")
    }
    return nil
  }

  private mutating func boolean(_ value: JSONValue, _ name: String) -> Bool? {
    guard case .bool(let truth) = value else {
      note(name, .wrongType, "\(fullName(name)) must be true or false, without quotation marks.")
      return nil
    }
    return truth
  }

  private mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ value: JSONValue, _ name: String
  ) -> Choice? {
    guard let text = text(value, name, 0...256) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      let choices = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      note(name, .notAllowed, "\(fullName(name)) must be one of \(choices).")
      return nil
    }
    return choice
  }

  private mutating func parsed<Value>(
    _ value: JSONValue, _ name: String, _ length: ClosedRange<Int>, _ expected: String,
    _ parse: (String) -> Value?
  ) -> Value? {
    guard let text = text(value, name, length) else { return nil }
    guard let result = parse(text) else {
      note(name, .malformed, "\(fullName(name)) must be \(expected).")
      return nil
    }
    return result
  }
}

/// Counts the scalars of a text and looks for control characters other than tab and line ends.
private func measure(_ text: Span<UInt8>) -> (scalars: Int, hasControl: Bool) {
  var scalars = 0
  var hasControl = false
  for index in text.indices {
    let byte = text[index]
    // Every byte of a scalar but its first one has the form 10xxxxxx.
    if byte & 0xC0 != 0x80 { scalars += 1 }
    let isLayout = byte == 0x09 || byte == 0x0A || byte == 0x0D
    if (byte < 0x20 && !isLayout) || byte == 0x7F { hasControl = true }
  }
  return (scalars, hasControl)
}

private func isPointOrExponent(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: ".") || byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E")
}
