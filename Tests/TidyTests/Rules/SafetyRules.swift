/// Unsafe code has its reason in a comment beside it.
enum SafetyRules {
  static let all = [unsafeReasons]

  /// The reason stands in the same paragraph of the body; for a declaration, above it.
  static let unsafeReasons = FileRule("unsafe code says why it holds") { file in
    guard file.dialect == .swift, file.path.hasPrefix("Sources/") else { return [] }
    let unchecked = (file.positions["unchecked"] ?? []).filter { file.word(at: $0 - 1) == "@" }
    let places = (file.positions["unsafe"] ?? []) + unchecked
    return places.sorted().compactMap { position in
      let token = file.code[position]
      guard !isExplained(file, position) else { return nil }
      return Violation(
        file.path, token.line, "banned \(token.text) without a reason",
        use: "a comment that says why it holds")
    }
  }

  /// What a function does is no reason for what it does unsafely: its documentation does not count.
  private static func isExplained(_ file: SourceFile, _ position: Int) -> Bool {
    let paragraph = file.paragraph(around: file.code[position].line)
    let first = file.code.first { paragraph.contains($0.line) }?.line
    let opening = Set(file.code.filter { $0.line == first }.map(\.text))
    let isFunction = !opening.isDisjoint(with: ["func", "init", "deinit", "subscript"])
    return file.comments.contains {
      paragraph.contains($0.line) && !(isFunction && $0.text.hasPrefix("///"))
    }
  }
}
