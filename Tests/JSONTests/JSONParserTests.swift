import JSON
import Testing

@Suite struct JSONParserTests {
  @Test(
    arguments: [
      ("null", .null),
      (" \t\r\n true \n", .bool(true)),
      ("false", .bool(false)),
      ("0", .integer(0)),
      ("-0", .integer(0)),
      ("9223372036854775807", .integer(.max)),
      ("-9223372036854775808", .integer(.min)),
      ("9223372036854775808", .decimal("9223372036854775808")),
      ("-9223372036854775809", .decimal("-9223372036854775809")),
      ("18446744073709551617", .decimal("18446744073709551617")),
      ("1.0", .decimal("1.0")),
      ("0.10", .decimal("0.10")),
      ("1e3", .decimal("1e3")),
      ("-1.5E-07", .decimal("-1.5E-07")),
      ("\"\"", .string("")),
      (#""a\"\\\/\b\f\n\r\tz""#, .string("a\"\\/\u{8}\u{C}\n\r\tz")),
      (#""\u0041\u00e9\u20AC\uD83D\ude00""#, .string("Aé€😀")),
      (#""\u0000""#, .string("\u{0}")),
      ("\"é€😀\u{2028}\"", .string("é€😀\u{2028}")),
      ("[]", .array([])),
      ("[1, [2],{}]", .array([.integer(1), .array([.integer(2)]), .object([])])),
      (
        #"{"b":1,"a":{"b":null}}"#,
        .object([
          .init("b", .integer(1)), .init("a", .object([.init("b", .null)])),
        ])
      ),
      (#"{"":1}"#, .object([.init("", .integer(1))])),
    ] as [(String, JSONValue)])
  func `reads what the grammar allows without loss`(text: String, value: JSONValue) throws {
    #expect(try JSONValue(parsing: Array(text.utf8)) == value)
  }

  @Test(
    arguments: [
      ("", .unexpectedEnd, 0),
      ("  ", .unexpectedEnd, 2),
      ("tru", .unexpectedEnd, 3),
      ("trux", .unexpectedByte, 3),
      ("nul ", .unexpectedByte, 3),
      ("True", .unexpectedByte, 0),
      ("NaN", .unexpectedByte, 0),
      ("Infinity", .unexpectedByte, 0),
      ("'a'", .unexpectedByte, 0),
      ("+1", .unexpectedByte, 0),
      (".5", .unexpectedByte, 0),
      ("-", .invalidNumber, 1),
      ("-a", .invalidNumber, 1),
      ("01", .invalidNumber, 0),
      ("-01", .invalidNumber, 0),
      ("00", .invalidNumber, 0),
      ("1.", .invalidNumber, 2),
      ("1.e1", .invalidNumber, 2),
      ("1e", .invalidNumber, 2),
      ("1e+", .invalidNumber, 3),
      ("0x1", .trailingBytes, 1),
      ("1 2", .trailingBytes, 2),
      ("{}{}", .trailingBytes, 2),
      ("1\u{0}", .trailingBytes, 1),
      ("\u{FEFF}{}", .byteOrderMark, 0),
      ("\"", .unexpectedEnd, 1),
      ("\"a", .unexpectedEnd, 2),
      ("\"\\", .unexpectedEnd, 2),
      ("\"\\\"", .unexpectedEnd, 3),
      ("\"\\u12", .unexpectedEnd, 5),
      ("\"a\nb\"", .controlCharacter, 2),
      ("\"\u{0}\"", .controlCharacter, 1),
      (#""\x41""#, .invalidEscape, 1),
      (#""\u00g0""#, .invalidEscape, 1),
      (#""\U0041""#, .invalidEscape, 1),
      (#""\ud800""#, .loneSurrogate, 1),
      (#""\udc00""#, .loneSurrogate, 1),
      (#""\ud800\n""#, .loneSurrogate, 1),
      (#""\ud800\ud800""#, .loneSurrogate, 1),
      (#""\ud800\u0041""#, .loneSurrogate, 1),
      ("[", .unexpectedEnd, 1),
      ("[1", .unexpectedEnd, 2),
      ("[1,]", .unexpectedByte, 3),
      ("[,1]", .unexpectedByte, 1),
      ("[1 2]", .unexpectedByte, 3),
      ("[1}", .unexpectedByte, 2),
      ("{", .unexpectedEnd, 1),
      ("{1:2}", .unexpectedByte, 1),
      ("{\"a\"}", .unexpectedByte, 4),
      ("{\"a\":}", .unexpectedByte, 5),
      ("{\"a\":1,}", .unexpectedByte, 7),
      ("{\"a\":1 \"b\":2}", .unexpectedByte, 7),
      ("{a:1}", .unexpectedByte, 1),
      ("/* */1", .unexpectedByte, 0),
      (#"{"a":1,"a":1}"#, .duplicateName, 7),
      (#"{"a":1,"\u0061":2}"#, .duplicateName, 7),
      (#"[{"x":{"a":1,"b":2,"a":3}}]"#, .duplicateName, 19),
      ("{\"\u{E9}\":1,\"e\u{301}\":2}", .duplicateName, 8),
    ] as [(String, JSONError.Code, Int)])
  func `refuses what the grammar does not allow`(text: String, code: JSONError.Code, offset: Int) {
    #expect(throws: JSONError(code, offset: offset)) {
      try JSONValue(parsing: Array(text.utf8))
    }
  }

  @Test(
    arguments: [
      [0x80], [0xC3], [0xC0, 0xAF], [0xC1, 0x81], [0xE0, 0x80, 0xAF], [0xE2, 0x82],
      [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0xAF], [0xF4, 0x90, 0x80, 0x80],
      [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF],
    ] as [[UInt8]])
  func `refuses bytes that are not UTF-8`(hostile: [UInt8]) {
    #expect(throws: JSONError(.invalidUTF8, offset: 2)) {
      try JSONValue(parsing: [0x22, 0x61] + hostile + [0x22])
    }
  }

  @Test(arguments: [("[", "]"), ("{\"a\":", "}")])
  func `takes the greatest depth and nothing beyond it`(open: String, close: String) throws {
    func text(_ depth: Int) -> [UInt8] {
      Array(
        (String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)).utf8)
    }
    _ = try JSONValue(parsing: text(JSONValue.depthMax))
    #expect {
      try JSONValue(parsing: text(JSONValue.depthMax + 1))
    } throws: { ($0 as? JSONError)?.code == .tooDeep }
    #expect {
      try JSONValue(parsing: text(100_000))
    } throws: { ($0 as? JSONError)?.code == .tooDeep }
  }

  @Test func `many arrays beside each other are not deep`() throws {
    let text = "[" + Array(repeating: "[[]]", count: 1_000).joined(separator: ",") + "]"
    #expect(try JSONValue(parsing: Array(text.utf8)).arrayValue?.count == 1_000)
  }

  @Test(arguments: [2, 15, 16, 17, 18, 5_000])
  func `finds a duplicate among any number of names`(count: Int) throws {
    let names = (0..<count).map { "\"name\($0)\":\($0)" }
    let distinct = "{" + names.joined(separator: ",") + "}"
    #expect(
      try JSONValue(parsing: Array(distinct.utf8))["name\(count - 1)"] == .integer(Int64(count - 1))
    )
    let doubled = "{" + names.joined(separator: ",") + ",\"name\(count / 2)\":0}"
    #expect {
      try JSONValue(parsing: Array(doubled.utf8))
    } throws: { ($0 as? JSONError)?.code == .duplicateName }
  }

  @Test func `every cut of a text is refused`() {
    let text = Array(#"{"a":[1,-2.5e+3,"x\u00e9\ud83d\ude00é",true,false,null],"b":{"c":""}}"#.utf8)
    for length in 0..<text.count {
      #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text[..<length])) }
    }
  }

  /// Damage may leave a valid text, but then writing and reading it again changes nothing.
  @Test func `no damaged byte crashes or reads as something that cannot be written`() throws {
    let text = Array(#"{"a":[1,-2.5e+3,"x\u00e9\ud83d\ude00é",true],"b":{"c":""}}"#.utf8)
    for index in text.indices {
      for byte in UInt8.min...UInt8.max {
        var damaged = text
        damaged[index] = byte
        // Most damage is refused, which is right and not what this test looks for.
        guard let value = try? JSONValue(parsing: damaged) else { continue }
        #expect(try JSONValue(parsing: value.encoded) == value)
      }
    }
  }
}
