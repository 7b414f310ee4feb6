import Testing

/// A rule that looks at one file at a time.
struct FileRule: Sendable, CustomTestStringConvertible {
  let name: String
  let check: @Sendable (SourceFile) -> [Violation]

  init(_ name: String, check: @escaping @Sendable (SourceFile) -> [Violation]) {
    self.name = name
    self.check = check
  }

  var testDescription: String { name }

  /// The lines that the rule finds fault with in a text planted as a file.
  func faultyLines(in text: String, path: String) -> [Int] {
    check(SourceFile(path: path, text: text)).map(\.line)
  }
}
