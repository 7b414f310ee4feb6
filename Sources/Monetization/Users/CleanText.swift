/// Texts that people write and others see, made fit for one line of a page.
package enum CleanText {
  /// The text without blanks at its ends, every run of blanks and control characters one space.
  ///
  /// Marks that turn the direction of the text around are left out: they would turn the page's too.
  ///
  /// - Returns: An empty text when nothing is left that can be seen.
  package static func oneLine(_ text: some Sequence<Unicode.Scalar>) -> String {
    var scalars = String.UnicodeScalarView()
    var owesSpace = false
    var isVisible = false
    for scalar in text where !isDirectionControl(scalar) {
      guard !isBlank(scalar) else {
        owesSpace = !scalars.isEmpty
        continue
      }
      if owesSpace { scalars.append(" ") }
      owesSpace = false
      isVisible = isVisible || !isInvisible(scalar)
      scalars.append(scalar)
    }
    return isVisible ? String(scalars) : ""
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    guard !scalar.isASCII else { return scalar.value <= 0x20 || scalar.value == 0x7F }
    return scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
  }

  private static func isDirectionControl(_ scalar: Unicode.Scalar) -> Bool {
    (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
      || scalar.value == 0xFEFF
  }

  /// Whether a character takes no ink: joiners, zero-width spaces, fillers, the empty Braille cell.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    guard !scalar.isASCII else { return false }
    return scalar.properties.isDefaultIgnorableCodePoint || scalar.value == 0x2800
      || scalar.properties.generalCategory == .format
  }
}
