extension SourceFile {
  private static let control: Set<String> = ["if", "for", "while", "switch", "catch", "with"]

  /// The functions of a language that puts them in braces behind parentheses or an arrow.
  var blockFunctions: [MeasuredFunction] {
    code.indices.compactMap { position in
      guard code[position].kind == .mark, code[position].text == "{" else { return nil }
      if word(at: position - 1) == "=>" {
        return measure("arrow", at: position, body: position)
      }
      guard word(at: position - 1) == ")", let opening = partners[position - 1],
        !Self.control.contains(word(at: opening - 1))
      else { return nil }
      return measure(word(at: opening - 1), at: position, body: position)
    }
  }
}
