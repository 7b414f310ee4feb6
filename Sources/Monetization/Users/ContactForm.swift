/// The forms of e-mail addresses and telephone numbers.
///
/// Told by form alone, and in doubt for one: then an id is not shown to others, which harms nobody.
package enum ContactForm {
  /// Whether a text looks like an address or a number by which somebody can be reached.
  package static func matches(_ text: String) -> Bool {
    isMailAddress(text) || isTelephoneNumber(text)
  }

  /// Something before and after an `@`.
  private static func isMailAddress(_ text: String) -> Bool {
    guard let at = text.lastIndex(of: "@") else { return false }
    let (before, after) = (text[..<at], text[text.index(after: at)...])
    return before.contains { !$0.isWhitespace } && after.contains { !$0.isWhitespace }
  }

  /// 7 to 15 digits with a plus or something between them, or 10 to 15 digits alone.
  ///
  /// Fewer digits alone are the numbers that databases count people by, and more are no number
  /// that can be dialled (ITU-T E.164).
  private static func isTelephoneNumber(_ text: String) -> Bool {
    let number = text.hasPrefix("tel:") ? text.dropFirst(4) : text[...]
    guard number.utf8.count <= 64 else { return false }
    let (digits, others) = number.reduce(into: (0, 0)) { counts, character in
      if character.wholeNumberValue != nil {
        counts.0 += 1
      } else if character.isWhitespace || "+-().\u{2011}\u{2013}/".contains(character) {
        counts.1 += 1
      } else {
        counts.1 += number.count + 1
      }
    }
    guard digits + others == number.count else { return false }
    return (others > 0 ? 7...15 : 10...15).contains(digits)
  }
}
