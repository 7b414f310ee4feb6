/// One statement of a Python file, however many lines it takes.
private struct Statement {
  let tokens: Range<Int>
  let column: Int
}

extension SourceFile {
  /// The functions of a language that knows blocks by their indentation.
  var pythonFunctions: [MeasuredFunction] {
    let statements = pythonStatements
    return statements.indices.compactMap { position in
      let first = statements[position].tokens.lowerBound
      let keyword = word(at: first) == "async" ? first + 1 : first
      guard word(at: keyword) == "def" else { return nil }
      let body = statements[(position + 1)...].prefix { $0.column > statements[position].column }
      return measure(word(at: keyword + 1), at: first, body: Array(body))
    }
  }

  private func measure(
    _ name: String, at start: Int, body: [Statement]
  ) -> MeasuredFunction {
    var columns: [Int] = []
    var deepest = 0
    var lines = 0
    for statement in body {
      while let last = columns.last, last >= statement.column { columns.removeLast() }
      columns.append(statement.column)
      deepest = max(deepest, columns.count - 1)
      let isText = statement.tokens.allSatisfy { code[$0].kind == .text }
      lines += isText ? 0 : codeLines(statement.tokens)
    }
    return MeasuredFunction(
      name: name, line: code[start].line, codeLines: lines, nesting: deepest,
      initializerParameters: 0)
  }

  private var pythonStatements: [Statement] {
    var starts: [Int] = []
    var depth = 0
    for (position, token) in code.enumerated() {
      let continues = depth > 0 || word(at: position - 1) == "\\"
      if position == 0 || (token.line > code[position - 1].lastLine && !continues) {
        starts.append(position)
      }
      if ["(", "[", "{"].contains(token.text) { depth += 1 }
      if [")", "]", "}"].contains(token.text) { depth -= 1 }
    }
    return starts.enumerated().map { order, start in
      let end = order + 1 < starts.count ? starts[order + 1] : code.count
      return Statement(tokens: start..<end, column: code[start].column)
    }
  }
}
