package import JSON
import Monetization

/// Texts that people write and others see go through ``CleanText``.
extension ObjectReader {
  /// A required name, of one line, with something to be seen.
  package mutating func visibleText(_ name: String, _ length: ClosedRange<Int>) -> String {
    clean(string(name, length), name, mayBeEmpty: length.lowerBound == 0) ?? ""
  }

  /// A name that may be absent, of one line; an empty one is refused unless its length may be 0.
  package mutating func optionalVisibleText(
    _ name: String, _ length: ClosedRange<Int>
  ) -> String? {
    optionalString(name, length).flatMap {
      clean($0, name, mayBeEmpty: length.lowerBound == 0)
    }
  }

  private mutating func clean(_ text: String, _ name: String, mayBeEmpty: Bool) -> String? {
    guard !text.isEmpty else { return text }
    let cleaned = CleanText.oneLine(text.unicodeScalars)
    guard !cleaned.isEmpty || mayBeEmpty else {
      note(name, .tooShort, "\(name) must have something that can be seen.")
      return nil
    }
    return cleaned
  }
}
