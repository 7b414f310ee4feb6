extension ObjectReader {
  /// A required object, its fields read by a closure; `finish()` is not called in it.
  ///
  /// If the field is absent the closure reads an empty object and its faults are dropped, so that
  /// one cause gives one fault.
  package mutating func object<Value>(
    _ name: String, _ read: (inout ObjectReader) -> Value
  ) -> Value {
    if let value = value(of: name) { return inner(value, name, read) }
    noteMissing(name)
    var empty = ObjectReader(.object([]))
    return read(&empty)
  }

  /// An object that may be absent, its fields read by a closure.
  package mutating func optionalObject<Value>(
    _ name: String, _ read: (inout ObjectReader) -> Value
  ) -> Value? {
    guard let value = value(of: name) else { return nil }
    return inner(value, name, read)
  }

  /// A required array of texts.
  ///
  /// - Parameters:
  ///   - name: The field.
  ///   - count: How many elements there may be.
  ///   - length: How long each may be, in Unicode scalars.
  /// - Returns: The texts without the invalid ones.
  package mutating func strings(
    _ name: String, count: ClosedRange<Int>, length: ClosedRange<Int>
  ) -> [String] {
    guard let value = value(of: name) else {
      noteMissing(name)
      return []
    }
    return texts(value, name, count, length) ?? []
  }

  /// An array of texts that may be absent.
  package mutating func optionalStrings(
    _ name: String, count: ClosedRange<Int>, length: ClosedRange<Int>
  ) -> [String]? {
    guard let value = value(of: name) else { return nil }
    return texts(value, name, count, length)
  }

  /// An array of whole numbers that may be absent.
  package mutating func optionalIntegers(
    _ name: String, count: ClosedRange<Int>, _ range: ClosedRange<Int64>
  ) -> [Int64]? {
    guard let value = value(of: name) else { return nil }
    return elements(value, name, count)?.enumerated().compactMap { index, element in
      integer(element, "\(name)[\(index)]", range)
    }
  }

  /// A required array of objects, the fields of each read by a closure.
  package mutating func objects<Value>(
    _ name: String, count: ClosedRange<Int>, _ read: (inout ObjectReader) -> Value
  ) -> [Value] {
    guard let value = value(of: name) else {
      noteMissing(name)
      return []
    }
    return inner(value, name, count, read) ?? []
  }

  /// An array of objects that may be absent, the fields of each read by a closure.
  package mutating func optionalObjects<Value>(
    _ name: String, count: ClosedRange<Int>, _ read: (inout ObjectReader) -> Value
  ) -> [Value]? {
    guard let value = value(of: name) else { return nil }
    return inner(value, name, count, read)
  }

  /// A field of any type, or nil if it is absent or `null`.
  package mutating func optionalValue(_ name: String) -> JSONValue? {
    value(of: name)
  }

  private mutating func inner<Value>(
    _ value: JSONValue, _ name: String, _ read: (inout ObjectReader) -> Value
  ) -> Value {
    var reader = ObjectReader(value, path: fullName(name))
    guard case .object = value else {
      merge(reader)
      return read(&reader)
    }
    let result = read(&reader)
    merge(reader)
    return result
  }

  private mutating func inner<Value>(
    _ value: JSONValue, _ name: String, _ count: ClosedRange<Int>,
    _ read: (inout ObjectReader) -> Value
  ) -> [Value]? {
    elements(value, name, count)?.enumerated().map { index, element in
      inner(element, "\(name)[\(index)]", read)
    }
  }

  private mutating func texts(
    _ value: JSONValue, _ name: String, _ count: ClosedRange<Int>, _ length: ClosedRange<Int>
  ) -> [String]? {
    elements(value, name, count)?.enumerated().compactMap { index, element in
      text(element, "\(name)[\(index)]", length)
    }
  }

  private mutating func elements(
    _ value: JSONValue, _ name: String, _ count: ClosedRange<Int>
  ) -> [JSONValue]? {
    guard case .array(let elements) = value else {
      note(name, .wrongType, "\(fullName(name)) must be an array.")
      return nil
    }
    guard elements.count >= count.lowerBound else {
      note(name, .tooFew, "\(fullName(name)) must have at least \(count.lowerBound) elements.")
      return nil
    }
    guard elements.count <= count.upperBound else {
      note(name, .tooMany, "\(fullName(name)) must have at most \(count.upperBound) elements.")
      return nil
    }
    return elements
  }
}
