extension String {
  /// The text without line ends at its end; blanks there may belong to a secret.
  var withoutLastLineEnds: String {
    var text = self[...]
    while text.last?.isNewline == true { text.removeLast() }
    return String(text)
  }
}
