/// A function with the sizes that the rules limit.
struct MeasuredFunction: Hashable, Sendable {
  let name: String
  let line: Int
  /// Lines of its body that hold code: comments and blank lines are free.
  let codeLines: Int
  /// How many blocks stand inside one another; one that opens and closes in a line is free.
  let nesting: Int
  /// How many parameters it takes, for Swift initializers; 0 for everything else.
  let initializerParameters: Int
}

extension SourceFile {
  /// Every function of the file, those inside others included.
  var functions: [MeasuredFunction] {
    switch dialect {
    case .swift: swiftFunctions
    case .javaScript, .c: blockFunctions
    case .python: pythonFunctions
    case .plain: []
    }
  }

  /// Measures the body between two braces.
  func measure(
    _ name: String, at start: Int, body opening: Int, parameters: Int = 0
  ) -> MeasuredFunction? {
    guard let closing = partners[opening] else { return nil }
    let body = (opening + 1)..<closing
    var depth = 0
    var deepest = 0
    for position in body where isBlock(at: position) {
      depth += code[position].text == "{" ? 1 : -1
      deepest = max(deepest, depth)
    }
    return MeasuredFunction(
      name: name, line: code[start].line, codeLines: codeLines(body), nesting: deepest,
      initializerParameters: parameters)
  }

  func codeLines(_ body: Range<Int>) -> Int {
    var lines: Set<Int> = []
    for token in code[body] { lines.formUnion(token.line...token.lastLine) }
    return lines.count
  }

  /// True at either brace of a block that spans lines; other languages' object literals are none.
  private func isBlock(at position: Int) -> Bool {
    guard code[position].kind == .mark, ["{", "}"].contains(code[position].text),
      let partner = partners[position], code[partner].line != code[position].line
    else { return false }
    let opening = min(position, partner)
    return dialect == .swift
      || [")", "=>", "else", "try", "finally", "do"].contains(word(at: opening - 1))
  }
}
