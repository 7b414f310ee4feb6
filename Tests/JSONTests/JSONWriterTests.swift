import JSON
import Testing

@Suite struct JSONWriterTests {
  @Test func `writes every kind of field and element`() {
    let bytes = JSONWriter.object { object in
      object.field("text", "a")
      object.field("absent", nil as String?)
      object.field("number", 3)
      object.field("least", Int64.min)
      object.field("greatest", Int64.max)
      object.field("zero", 0 as Int64)
      object.field("ten", 10)
      object.field("yes", true)
      object.field("no", false)
      object.null("nothing")
      object.field("value", .decimal("1.50"))
      object.raw("raw", Array("[1]".utf8))
      object.object("empty") { _ in }
      object.array("list") { array in
        array.element("x")
        array.element(7)
        array.element(JSONValue.null)
        array.raw(Array("{}".utf8))
        array.object { $0.field("a", 1) }
        array.array { $0.element(-1) }
      }
      object.objects("data", [1, 2]) { $0.field("id", $1) }
    }
    let expected = """
      {"text":"a","absent":null,"number":3,"least":-9223372036854775808,\
      "greatest":9223372036854775807,"zero":0,"ten":10,"yes":true,"no":false,"nothing":null,\
      "value":1.50,"raw":[1],"empty":{},"list":["x",7,null,{},{"a":1},[-1]],\
      "data":[{"id":1},{"id":2}]}
      """
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  @Test(arguments: [
    ("plain é€😀", "\"plain é€😀\""),
    ("\"\\/", #""\"\\/""#),
    ("\n\r\t\u{8}\u{C}\u{0}\u{1F}", #""\n\r\t\u0008\u000c\u0000\u001f""#),
    ("\r\n", #""\r\n""#),
    ("</script><!--", #""\u003c/script>\u003c!--""#),
    ("\u{2028}\u{2029}\u{2027}", "\"\\u2028\\u2029\u{2027}\""),
    ("e\u{301}\"", "\"e\u{301}\\\"\""),
    ("\u{7F}", "\"\u{7F}\""),
  ])
  func `escapes what would break a string, a script or a line`(
    text: String, expected: String
  ) throws {
    let bytes = JSONValue.string(text).encoded
    #expect(bytes == Array(expected.utf8))
    let again = try JSONValue(parsing: bytes)
    #expect(again.stringValue.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
    #expect(JSONWriter.object { $0.field(text, 1) } == Array("{\(expected):1}".utf8))
  }

  @Test(arguments: [
    #"{"b":[1,2.50,"x",true,false,null,{}],"a":{"":[]}}"#, "[]", "-1", "\"\"", "1e400",
  ])
  func `a value that was read is written as it was`(text: String) throws {
    let value = try JSONValue(parsing: Array(text.utf8))
    #expect(String(decoding: value.encoded, as: UTF8.self) == text)
  }

  @Test func `one writer makes lines and can be used again`() {
    var writer = JSONWriter()
    writer.object { $0.field("a", 1) }
    writer.newLine()
    writer.array { $0.element(2) }
    #expect(writer.bytes == Array("{\"a\":1}\n[2]".utf8))
    writer.removeAll()
    writer.object { _ in }
    #expect(writer.bytes == Array("{}".utf8))
  }
}
