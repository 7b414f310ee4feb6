/// A recursive descent parser; recursion is bounded by `JSONValue.depthMax`.
struct JSONParser {
  let bytes: [UInt8]
  var offset = 0
  private var depth = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Reads the whole text as one value.
  mutating func document() throws(JSONError) -> JSONValue {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw JSONError(.byteOrderMark, offset: 0) }
    try checkEncoding()
    let result = try value()
    skipWhiteSpace()
    guard offset == bytes.count else { throw error(.trailingBytes) }
    return result
  }

  /// Checks the encoding of the whole text once, so that strings need no further check.
  private func checkEncoding() throws(JSONError) {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      throw JSONError(.invalidUTF8, offset: error.byteOffsets.lowerBound)
    }
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    skipWhiteSpace()
    switch try current() {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return .object(try object())
    case UInt8(ascii: "["): return .array(try array())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    default: throw error(.unexpectedByte)
    }
  }

  private mutating func object() throws(JSONError) -> [JSONValue.Member] {
    try enter()
    var members: [JSONValue.Member] = []
    if try closes(with: UInt8(ascii: "}")) { return members }
    members.reserveCapacity(8)
    var names = SeenNames()
    repeat {
      skipWhiteSpace()
      guard try current() == UInt8(ascii: "\"") else { throw error(.unexpectedByte) }
      let nameOffset = offset
      let name = try string()
      guard names.insert(name, after: members) else {
        throw JSONError(.duplicateName, offset: nameOffset)
      }
      skipWhiteSpace()
      guard try current() == UInt8(ascii: ":") else { throw error(.unexpectedByte) }
      offset += 1
      members.append(JSONValue.Member(name, try value()))
    } while try continues(orClosesWith: UInt8(ascii: "}"))
    return members
  }

  private mutating func array() throws(JSONError) -> [JSONValue] {
    try enter()
    var elements: [JSONValue] = []
    if try closes(with: UInt8(ascii: "]")) { return elements }
    repeat {
      elements.append(try value())
    } while try continues(orClosesWith: UInt8(ascii: "]"))
    return elements
  }

  private mutating func literal(
    _ text: String, _ meaning: JSONValue
  ) throws(JSONError) -> JSONValue {
    for expected in text.utf8 {
      guard try current() == expected else { throw error(.unexpectedByte) }
      offset += 1
    }
    return meaning
  }

  private mutating func enter() throws(JSONError) {
    depth += 1
    guard depth <= JSONValue.depthMax else { throw error(.tooDeep) }
    offset += 1
  }

  /// Whether the array or object that was just opened is empty; consumes the closing byte if so.
  private mutating func closes(with closing: UInt8) throws(JSONError) -> Bool {
    skipWhiteSpace()
    guard try current() == closing else { return false }
    offset += 1
    depth -= 1
    return true
  }

  /// Consumes a comma and returns true, or the closing byte and returns false.
  private mutating func continues(orClosesWith closing: UInt8) throws(JSONError) -> Bool {
    if try closes(with: closing) { return false }
    guard try current() == UInt8(ascii: ",") else { throw error(.unexpectedByte) }
    offset += 1
    return true
  }

  private mutating func skipWhiteSpace() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x09, 0x0A, 0x0D: offset += 1
      default: return
      }
    }
  }

  func current() throws(JSONError) -> UInt8 {
    guard offset < bytes.count else { throw error(.unexpectedEnd) }
    return bytes[offset]
  }

  func error(_ code: JSONError.Code) -> JSONError {
    JSONError(code, offset: offset)
  }
}

/// The names that one object has used so far.
///
/// Canonically equivalent names count as equal, as in Swift's `==`: a lookup could not tell them
/// apart. A set is used for many names, so that a hostile object does not cost quadratic time.
private struct SeenNames {
  private static let linearMax = 16
  private var names: Set<String> = []

  mutating func insert(_ name: String, after members: [JSONValue.Member]) -> Bool {
    guard members.count >= Self.linearMax else {
      return !members.contains { $0.name == name }
    }
    if names.isEmpty { names = Set(members.map(\.name)) }
    return names.insert(name).inserted
  }
}
