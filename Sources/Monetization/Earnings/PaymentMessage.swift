/// A message as it may fly over a stream.
package enum PaymentMessage {
  /// The most characters of a message, as people count them.
  package static let charactersMax = 200
  /// The most bytes: a character may be a heap of combining marks.
  private static let bytesMax = 2_000
  /// The most bytes before anything is cleaned: as much again as may stay.
  private static let uncleanedBytesMax = 2 * bytesMax

  /// The message without blanks at its ends, every run of blanks and control characters one space.
  ///
  /// Marks that turn the direction of the text around are left out: they would turn the page's too.
  ///
  /// - Returns: nil when it is too long, by its bytes before it is cleaned; an empty text when
  ///   nothing is left.
  package static func cleaned(_ text: String) -> String? {
    cleaned(text.unicodeScalars, bytes: text.utf8.count)
  }

  /// The same of scalars that take `bytes` bytes.
  static func cleaned(_ text: some Sequence<Unicode.Scalar>, bytes: Int) -> String? {
    guard bytes <= uncleanedBytesMax else { return nil }
    var scalars = String.UnicodeScalarView()
    var owesSpace = false
    for scalar in text where !isDirectionControl(scalar) {
      guard !isBlank(scalar) else {
        owesSpace = !scalars.isEmpty
        continue
      }
      if owesSpace { scalars.append(" ") }
      owesSpace = false
      scalars.append(scalar)
    }
    let cleaned = String(scalars)
    guard cleaned.utf8.count <= bytesMax, cleaned.count <= charactersMax else { return nil }
    return cleaned
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
  }

  private static func isDirectionControl(_ scalar: Unicode.Scalar) -> Bool {
    (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
      || scalar.value == 0xFEFF
  }
}
