/// What a reader in another target needs to know stands where it is declared.
enum DocumentationRules {
  /// Wants a comment on each declaration whose name does not say all.
  ///
  /// Stored properties may be left to the comment of their type, initializers that only store to
  /// those of the properties, overloads to the first, and what a protocol requires to the protocol.
  static func documentation(besides requirements: Set<String>) -> FileRule {
    FileRule("what other targets see is documented") { file in
      undocumented(in: file, besides: witnesses.union(requirements))
    }
  }

  private static func undocumented(
    in file: SourceFile, besides requirements: Set<String>
  ) -> [Violation] {
    guard file.path.hasPrefix("Sources/"), file.dialect == .swift else { return [] }
    let commented = Set(file.comments.filter { isDocumentation($0) }.map(\.lastLine))
    var known = requirements
    var violations: [Violation] = []
    for position in file.positions["package"] ?? [] {
      guard let subject = subject(file, position) else {
        continue
      }
      let name = name(file, subject)
      if commented.contains(firstLine(file, position) - 1) {
        if file.word(at: subject) == "func" { known.insert(name) }
      } else if !known.contains(name), !isObvious(file, subject) {
        violations.append(
          Violation(
            file.path, file.code[position].line,
            "undocumented package \(file.word(at: subject)) \(name)",
            use: "a documentation comment of one summary line or more"))
      }
    }
    return violations
  }

  /// The names that the protocols of some files require; initializers by their first label.
  static func requirements(of files: [SourceFile]) -> Set<String> {
    var names: Set<String> = []
    for file in files where file.dialect == .swift {
      for position in file.positions["protocol"] ?? [] {
        guard let opening = file.code[position...].firstIndex(where: { $0.text == "{" }),
          let closing = file.partners[opening]
        else { continue }
        let keywords: Set = ["func", "var", "init", "associatedtype"]
        let found = (opening..<closing).filter { keywords.contains(file.code[$0].text) }
        names.formUnion(found.map { name(file, $0) })
      }
    }
    return names
  }

  private static func name(_ file: SourceFile, _ subject: Int) -> String {
    guard file.word(at: subject) == "init" else { return file.word(at: subject + 1) }
    let label = file.code[subject...].firstIndex { $0.text == "(" }.map { file.word(at: $0 + 1) }
    return "init(\(label ?? ""):)"
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
    "makeIterator", "next", "unownedExecutor", "testDescription", "init(from:)",
  ]

  private static func isObvious(_ file: SourceFile, _ subject: Int) -> Bool {
    switch file.word(at: subject) {
    case "let": return true
    case "var": return !file.isComputedProperty(at: subject)
    case "func": return file.code[subject + 1].kind == .mark
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
