extension SourceFile {
  /// True for a call of a free function, not of a method or its declaration.
  func isCall(of names: Set<String>, at position: Int) -> Bool {
    code[position].kind == .word && names.contains(code[position].text)
      && word(at: position + 1) == "(" && ![".", "func"].contains(word(at: position - 1))
  }

  /// How many braces are open before a position.
  func depth(at position: Int) -> Int {
    code[..<position].reduce(0) { depth, token in
      depth + (token.text == "{" ? 1 : token.text == "}" ? -1 : 0)
    }
  }

  /// True for a `var` whose body computes it, rather than a place that holds a value.
  func isComputedProperty(at position: Int) -> Bool {
    for next in (position + 1)..<max(position + 1, code.count) {
      let token = code[next]
      if token.text == "{" { return !["willSet", "didSet"].contains(word(at: next + 1)) }
      if token.text == "=" { return false }
      if token.line > code[next - 1].lastLine { return false }
    }
    return false
  }
}
