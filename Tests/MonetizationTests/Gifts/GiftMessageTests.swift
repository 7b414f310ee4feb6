import Monetization
import Testing

@Suite struct GiftMessageTests {
  static let cleaned: [(String, String)] = [
    ("Hello", "Hello"),
    ("  a \t\n b  ", "a b"),
    ("a\u{0}\u{7}\u{1B}[31mb", "a [31mb"),
    ("a\u{85}b\u{2028}c\u{A0}d", "a b c d"),
    ("\u{202E}evil\u{202C} \u{2066}x\u{2069}", "evil x"),
    ("👩‍👩‍👧‍👦 ❤️ नमस्ते", "👩‍👩‍👧‍👦 ❤️ नमस्ते"),
    (" \n\t ", ""),
    ("", ""),
  ]

  @Test(arguments: cleaned)
  func `blanks and control characters become one space`(text: String, clean: String) {
    #expect(GiftMessage.cleaned(text) == clean)
  }

  @Test func `200 characters are taken and 201 are not`() {
    #expect(GiftMessage.cleaned(String(repeating: "é", count: 200))?.count == 200)
    #expect(GiftMessage.cleaned(String(repeating: "a", count: 201)) == nil)
    #expect(GiftMessage.cleaned("  " + String(repeating: "a", count: 200) + "\n") != nil)
  }

  @Test func `a heap of marks is too long, however few characters it is`() {
    #expect(GiftMessage.cleaned("a" + String(repeating: "\u{301}", count: 1_500)) == nil)
  }
}
