extension SourceFile {
  /// True for a call of a free function, not of a method or its declaration.
  func isCall(at position: Int) -> Bool {
    code[position].kind == .word && word(at: position + 1) == "("
      && ![".", "func"].contains(word(at: position - 1))
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
