import Monetization
import Testing

@Suite struct CleanTextTests {
  @Test(arguments: [
    ("  Luna  Live ", "Luna Live"), ("two\nlines\r\nand\ttabs", "two lines and tabs"),
    ("\u{202E}evil\u{202C}", "evil"), ("\u{2066}a\u{2069}b", "ab"), ("\u{FEFF}a", "a"),
    ("a\u{2028}b\u{2029}c\u{85}d", "a b c d"), ("\u{1F469}\u{200D}\u{1F4BB}", "👩‍💻"),
    ("سارة\u{200F}", "سارة\u{200F}"),
  ])
  func `a text becomes one line that turns nothing around`(text: String, clean: String) {
    #expect(CleanText.oneLine(text.unicodeScalars) == clean)
  }

  @Test(arguments: [
    "", "   ", "\n\t", "\u{200B}", "\u{200B}\u{200C}\u{200D}\u{2060}", "\u{AD}", "\u{3164}",
    "\u{2800}", "\u{202E}\u{202C}", "\u{FE0F}", "\u{A0}\u{3000}", "\u{E0041}", "\u{180E}",
  ])
  func `a text of which nothing can be seen is empty`(text: String) {
    #expect(CleanText.oneLine(text.unicodeScalars) == "")
  }
}
