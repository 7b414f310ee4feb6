import Synchronization
import Testing

@testable import Monetization

@Suite struct PaymentMessageTests {
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
    #expect(PaymentMessage.cleaned(text) == clean)
  }

  @Test func `200 characters are taken and 201 are not`() {
    #expect(PaymentMessage.cleaned(String(repeating: "é", count: 200))?.count == 200)
    #expect(PaymentMessage.cleaned(String(repeating: "a", count: 201)) == nil)
    #expect(PaymentMessage.cleaned("  " + String(repeating: "a", count: 200) + "\n") != nil)
  }

  @Test func `a heap of marks is too long, however few characters it is`() {
    #expect(PaymentMessage.cleaned("a" + String(repeating: "\u{301}", count: 1_500)) == nil)
  }

  /// Scalars that count how many of them were looked at.
  private struct Counted: Sequence {
    let scalars: String.UnicodeScalarView
    let looked = Looks()

    final class Looks: Sendable {
      let count = Mutex(0)
    }

    func makeIterator() -> AnyIterator<Unicode.Scalar> {
      var rest = scalars.makeIterator()
      return AnyIterator {
        looked.count.withLock { $0 += 1 }
        return rest.next()
      }
    }
  }

  @Test(arguments: ["a", "é", " ", "👍", "\u{301}"])
  func `64 kB are refused by their size, before anything is cleaned`(letter: String) {
    let text = String(repeating: letter, count: 65_536 / letter.utf8.count)
    let counted = Counted(scalars: text.unicodeScalars)
    #expect(PaymentMessage.cleaned(counted, bytes: text.utf8.count) == nil)
    #expect(counted.looked.count.withLock { $0 } == 0)
    #expect(PaymentMessage.cleaned(text) == nil)
  }

  @Test func `blanks and marks that are cleaned away have room of their own`() {
    let text = String(repeating: " ", count: 1_500) + String(repeating: "नम", count: 100)
    #expect(PaymentMessage.cleaned(text)?.count == 200)
  }
}
