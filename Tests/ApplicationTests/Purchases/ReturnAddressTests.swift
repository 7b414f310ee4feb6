import Application
import Testing

@Suite struct ReturnAddressTests {
  @Test(
    arguments: [
      ("/", nil), ("/coins/shop", nil), ("/stream/1?a=b#c", nil), ("/?", nil),
      ("https://app.example", "https://app.example"),
      ("https://app.example/a/b?c=d#e", "https://app.example"),
      ("http://127.0.0.1:8080/coins/shop", "http://127.0.0.1:8080"),
      ("http://[::1]:8080/", "http://[::1]:8080"),
      ("https://app.example?x", "https://app.example"),
    ] as [(String, String?)])
  func `takes a path of ours or a page of an origin`(text: String, origin: String?) {
    let address = ReturnAddress(text)
    #expect(address?.text == text)
    #expect(address?.origin == origin)
  }

  @Test(arguments: [
    "", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "evil.example",
    "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd",
    "ftp://a.example/", "http:/a.example", "http:a.example", "https://", "https:///a",
    "https://user@evil.example/", "https://app.example@evil.example/",
    "https://app.example\\@evil.example/", "https://APP.example/", "HTTPS://app.example/",
    "/a\r\nset-cookie: x=1", "/a\nb", "/a b", "/a\u{0}", "/a\tb", " /a", "/ä", "/a\"b", "/a'b",
    "/a<b", "https://app.example\u{2044}@evil.example",
  ])
  func `takes nothing that could lead elsewhere`(text: String) {
    #expect(ReturnAddress(text) == nil)
  }

  @Test func `has a bound`() {
    #expect(ReturnAddress("/" + String(repeating: "a", count: 1_023)) != nil)
    #expect(ReturnAddress("/" + String(repeating: "a", count: 1_024)) == nil)
  }
}
