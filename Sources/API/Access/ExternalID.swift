/// The form of the ids that integrators give their users and posts.
enum ExternalID {
  /// How many Unicode scalars an id may have; the same as a token's subject.
  static let length = 1...128

  /// Whether a text can be such an id: of the right length, without control characters.
  static func isValid(_ text: String) -> Bool {
    // By bytes first: nothing is looked at scalar by scalar that is too long anyway.
    guard text.utf8.count <= 4 * length.upperBound else { return false }
    let scalars = text.unicodeScalars
    return length.contains(scalars.count)
      && !scalars.contains { scalar in
        // Nearly all ids are plain ASCII, which needs no look into Unicode's tables.
        scalar.isASCII
          ? scalar.value < 0x20 || scalar.value == 0x7F
          : scalar.properties.generalCategory == .control || scalar == "\u{2028}"
            || scalar == "\u{2029}"
      }
  }
}
