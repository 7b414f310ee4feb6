/// What the compiler cannot prove is explained where it stands.
enum SafetyRules {
  static let all = [unsafeReasons, documentation]

  /// The reason stands in the line, or above it in the same paragraph.
  static let unsafeReasons = FileRule("unsafe code says why it holds") { file in
    guard file.dialect == .swift, file.path.hasPrefix("Sources/") else { return [] }
    return file.code.indices.compactMap { position in
      let token = file.code[position]
      let isUnsafe = token.kind == .word && token.text == "unsafe"
      let isUnchecked = token.text == "unchecked" && file.word(at: position - 1) == "@"
      guard isUnsafe || isUnchecked, !file.hasReason(at: token.line) else { return nil }
      return Violation(
        file.path, token.line, "banned \(token.text) without a reason",
        use: "a comment that says why it holds")
    }
  }

  /// Stored properties may be left to the comment of their type, and initializers that only
  /// store their parameters to those of the properties.
  static let documentation = FileRule("what other targets see is documented") { file in
    guard file.path.hasPrefix("Sources/"), file.dialect == .swift else { return [] }
    let documented = Set(file.comments.filter { isDocumentation($0) }.map(\.lastLine))
    return file.code.indices.compactMap { position in
      guard file.code[position].kind == .word, file.word(at: position) == "package",
        let subject = subject(file, position), !isObvious(file, subject),
        !documented.contains(firstLine(file, position) - 1)
      else { return nil }
      return Violation(
        file.path, file.code[position].line,
        "undocumented package \(file.word(at: subject)) \(file.word(at: subject + 1))",
        use: "a documentation comment of one summary line or more")
    }
  }

  private static func isDocumentation(_ comment: Token) -> Bool {
    comment.text.hasPrefix("///") || comment.text.hasPrefix("/**")
  }

  /// The position of the keyword that says what is declared; nil for imports and setters.
  private static func subject(_ file: SourceFile, _ position: Int) -> Int? {
    let keywords: Set = [
      "func", "var", "let", "init", "subscript", "struct", "enum", "class", "actor", "protocol",
      "typealias", "case",
    ]
    let line = file.code[position].line
    let found = file.code[position...].firstIndex { keywords.contains($0.text) || $0.line > line }
    guard let found, file.code[found].line == line, file.word(at: position + 1) != "import",
      file.word(at: position + 1) != "("
    else { return nil }
    return found
  }

  /// Names that a protocol of the standard library documents.
  private static let witnesses: Set = [
    "description", "debugDescription", "errorDescription", "hash", "encode", "rawValue", "id",
    "makeIterator", "next", "unownedExecutor", "testDescription",
  ]

  private static func isObvious(_ file: SourceFile, _ subject: Int) -> Bool {
    let name = file.word(at: subject + 1)
    switch file.word(at: subject) {
    case "let": return true
    case "var": return witnesses.contains(name) || !file.isComputedProperty(at: subject)
    case "func": return witnesses.contains(name) || file.code[subject + 1].kind == .mark
    case "init": return onlyStores(file, subject)
    default: return false
    }
  }

  /// True for an initializer that gives each property its parameter and does nothing else.
  private static func onlyStores(_ file: SourceFile, _ subject: Int) -> Bool {
    guard let opening = file.code[subject...].firstIndex(where: { $0.text == "{" }),
      let closing = file.partners[opening]
    else { return false }
    let body = file.code[(opening + 1)..<closing]
    return Dictionary(grouping: body, by: \.line).values.allSatisfy { line in
      line.contains { $0.text == "=" } && !line.contains { $0.text == "{" || $0.text == "if" }
    }
  }

  /// The line that the declaration begins in, with the attributes above it.
  private static func firstLine(_ file: SourceFile, _ position: Int) -> Int {
    var line = file.code[position].line
    while line > 1, file.lines[line - 2].drop(while: \.isWhitespace).hasPrefix("@") { line -= 1 }
    return line
  }
}
