import Testing

@testable import API

@Suite struct IfMatchTests {
  @Test(
    arguments: [
      ("*", .any), (" * ", .any), (#""a""#, .oneOf(["a"])), (#"W/"a""#, .oneOf([])),
      (#""a", W/"b" ,"c""#, .oneOf(["a", "c"])), (#""a,b""#, .oneOf(["a,b"])),
      (#""""#, .oneOf([""])), ("", nil), ("a", nil), (#""a"#, nil), (#""a","#, nil),
      (#","a""#, nil), (#""a""b""#, nil), (#""a", *"#, nil), (#"w/"a""#, nil), (#""a b""#, nil),
      ("\"a\u{7F}\"", nil),
    ] as [(String, IfMatch?)])
  func `tags are read, and nothing else is`(value: String, wanted: IfMatch?) {
    #expect(IfMatch(value) == wanted)
  }
}
