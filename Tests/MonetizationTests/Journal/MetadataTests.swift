import Monetization
import Testing

@Suite struct MetadataTests {
  private typealias Pair = Metadata.Pair

  private static func text(_ count: Int) -> String { String(repeating: "x", count: count) }

  /// So many keys, each of two bytes, with values of so many bytes.
  private static func pairs(_ count: Int, of bytes: Int) -> [Pair] {
    (10..<10 + count).map { Pair("\($0)", text(bytes)) }
  }

  @Test func `pairs stand in the order of the bytes of their keys`() throws {
    let made = try #require(
      Metadata([Pair("é", "4"), Pair("b", "2"), Pair("z", "3"), Pair("a10", "1"), Pair("Z", "0")]))
    #expect(made.pairs.map(\.key) == ["Z", "a10", "b", "z", "é"])
    #expect(made == Metadata(made.pairs.reversed()))
  }

  @Test func `the same pairs have one text, which is read back`() throws {
    let made = try #require(Metadata([Pair("order", "A-1\n\t\"{}"), Pair("empty", "")]))
    #expect(made.text == "empty\u{1F}\u{1F}order\u{1F}A-1\n\t\"{}")
    #expect(Metadata(text: made.text) == made)
    #expect(Metadata(Array(made.pairs.reversed()))?.text == made.text)
  }

  @Test(arguments: [
    "", "a", "\u{1F}", "\u{1F}a", "b\u{1F}1\u{1F}a\u{1F}2", "a\u{1F}1\u{1F}a\u{1F}2",
    "a\u{1F}1\u{1F}", "a\u{1F}\u{0}",
  ])
  func `no other text is read`(text: String) {
    #expect(Metadata(text: text) == nil)
  }

  @Test func `what fits to the last byte is kept`() {
    #expect(Metadata([Pair(Self.text(40), Self.text(500))]) != nil)
    #expect(Metadata(Self.pairs(20, of: 198)) != nil)
    #expect(Metadata([Pair(String(repeating: "é", count: 20), "é")]) != nil)
  }

  @Test func `what does not fit is not`() {
    #expect(Metadata([]) == nil)
    #expect(Metadata(Self.pairs(21, of: 1)) == nil)
    #expect(Metadata(Self.pairs(19, of: 200) + [Pair("a", Self.text(161))]) != nil)
    #expect(Metadata(Self.pairs(19, of: 200) + [Pair("a", Self.text(162))]) == nil)
    #expect(Metadata([Pair("a", "1"), Pair("a", "2")]) == nil)
    // One key, written with one scalar and with two.
    #expect(Metadata([Pair("\u{E9}", "1"), Pair("e\u{301}", "2")]) == nil)
  }

  @Test(
    arguments: [
      (Pair("", "a"), .keyEmpty), (Pair(text(41), "a"), .keyTooLong),
      (Pair(String(repeating: "é", count: 21), "a"), .keyTooLong),
      (Pair("a", text(501)), .valueTooLong),
      (Pair("a", String(repeating: "é", count: 251)), .valueTooLong),
      (Pair("a\u{0}", ""), .controlCharacter), (Pair("a", "\u{1F}"), .controlCharacter),
      (Pair("a", "\u{7F}"), .controlCharacter), (Pair("a", "1\n\t\r2"), nil),
    ] as [(Metadata.Pair, Metadata.PairFault?)])
  func `a pair has bounds of its own`(pair: Metadata.Pair, fault: Metadata.PairFault?) {
    #expect(Metadata.fault(of: pair) == fault)
    #expect((Metadata([pair]) == nil) == (fault != nil))
  }
}
