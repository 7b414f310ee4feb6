/// A message as it may fly over a stream.
package enum PaymentMessage {
  /// The most characters of a message, as people count them.
  package static let charactersMax = 200
  /// The most bytes: a character may be a heap of combining marks.
  private static let bytesMax = 2_000
  /// The most bytes before anything is cleaned: as much again as may stay.
  private static let uncleanedBytesMax = 2 * bytesMax

  /// The message as ``CleanText`` leaves it.
  ///
  /// - Returns: nil when it is too long, by its bytes before it is cleaned; an empty text when
  ///   nothing is left.
  package static func cleaned(_ text: String) -> String? {
    cleaned(text.unicodeScalars, bytes: text.utf8.count)
  }

  /// The same of scalars that take `bytes` bytes.
  static func cleaned(_ text: some Sequence<Unicode.Scalar>, bytes: Int) -> String? {
    guard bytes <= uncleanedBytesMax else { return nil }
    let cleaned = CleanText.oneLine(text)
    guard cleaned.utf8.count <= bytesMax, cleaned.count <= charactersMax else { return nil }
    return cleaned
  }
}
