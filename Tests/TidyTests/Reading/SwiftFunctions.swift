extension SourceFile {
  private static let declarations: Set<String> = [
    "func", "var", "let", "init", "deinit", "subscript", "case", "struct", "enum", "class",
    "actor", "extension", "protocol", "typealias", "associatedtype", "import", "}",
  ]

  /// Functions, initializers, subscripts and properties with a body.
  var swiftFunctions: [MeasuredFunction] {
    code.indices.compactMap { position in
      guard code[position].kind == .word else { return nil }
      switch code[position].text {
      case "func", "subscript": return function(at: position)
      case "init" where isInitializer(at: position): return function(at: position)
      case "deinit" where word(at: position + 1) == "{":
        return measure("deinit", at: position, body: position + 1)
      case "var": return property(at: position)
      default: return nil
      }
    }
  }

  /// Tells a declaration of an initializer from a call of one.
  func isInitializer(at position: Int) -> Bool {
    word(at: position - 1) != "." && ["(", "<", "?"].contains(word(at: position + 1).prefix(1))
  }

  /// The number of parameters between the parenthesis at a position and its partner.
  func parameterCount(from opening: Int) -> Int {
    guard let closing = partners[opening] else { return 0 }
    var count = 0
    var position = opening + 1
    while position < closing {
      if word(at: position) == ":" { count += 1 }
      position = pastBracket(at: position)
    }
    return count
  }

  private func function(at start: Int) -> MeasuredFunction? {
    let parenthesis = code[start...].firstIndex { $0.kind == .mark && $0.text == "(" }
    guard let parenthesis, let end = partners[parenthesis],
      let body = bodyOpening(from: end + 1)
    else { return nil }
    let isInitializer = code[start].text == "init"
    let name = code[start].text == "func" ? word(at: start + 1) : code[start].text
    return measure(
      name, at: start, body: body,
      parameters: isInitializer ? parameterCount(from: parenthesis) : 0)
  }

  /// The brace that opens the body; nil for a requirement of a protocol, which has none.
  private func bodyOpening(from start: Int) -> Int? {
    var position = start
    while position < code.count {
      if word(at: position) == "{" { return position }
      if Self.declarations.contains(word(at: position)) { return nil }
      position = pastBracket(at: position)
    }
    return nil
  }

  private func property(at start: Int) -> MeasuredFunction? {
    guard word(at: start + 2) == ":" else { return nil }
    var position = start + 3
    while position < code.count, word(at: position) != "=" {
      if word(at: position) == "{" {
        return measure(word(at: start + 1), at: start, body: position)
      }
      let isNextLine = code[position].line > code[position - 1].lastLine
      if isNextLine || Self.declarations.contains(word(at: position)) { return nil }
      position = pastBracket(at: position)
    }
    return nil
  }

  private func pastBracket(at position: Int) -> Int {
    guard ["(", "[", "{"].contains(word(at: position)) else { return position + 1 }
    return (partners[position] ?? position) + 1
  }
}
