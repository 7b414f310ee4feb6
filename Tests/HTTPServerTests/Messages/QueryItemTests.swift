import Testing

@testable import HTTPServer

@Suite struct QueryItemTests {
  @Test(
    arguments: [
      ("a=1&b=2", [("a", "1"), ("b", "2")]), ("a", [("a", "")]), ("a=", [("a", "")]),
      ("a=b=c", [("a", "b=c")]), ("&&a=1&", [("a", "1")]), ("a+b=c+d", [("a b", "c d")]),
      ("a=%2B%20%C3%A4", [("a", "+ ä")]), ("a=1&a=2", [("a", "1"), ("a", "2")]), ("", []),
      ("a=%2F", [("a", "/")]),
    ] as [(String, [(String, String)])])
  func `decodes form encoding`(query: String, pairs: [(String, String)]) throws {
    let expected = pairs.map { QueryItem(name: $0.0, value: $0.1) }
    #expect(try QueryItem.decode(query) == expected)
  }

  @Test(arguments: ["a=%", "a=%4", "a=%zz", "a=%ff", "a=%00", "%c0%af=1", "a=%ed%a0%80"])
  func `refuses what is no text`(query: String) {
    #expect(throws: QueryFault.malformed) { try QueryItem.decode(query) }
  }
}
