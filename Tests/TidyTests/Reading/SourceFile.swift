/// One file of the repository, read and cut into tokens.
struct SourceFile: Sendable {
  /// The path from the root of the repository.
  let path: String
  let dialect: Dialect
  let lines: [Substring]
  /// The code, without comments.
  let code: [Token]
  let comments: [Token]
  /// The lines that hold a comment or a part of one.
  let commentLines: Set<Int>
  /// For each position in ``code`` that opens or closes a bracket, the position of its partner.
  let partners: [Int: Int]

  init(path: String, text: String, dialect: Dialect? = nil) {
    self.path = path
    self.dialect = dialect ?? Dialect(path: path) ?? .plain
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let tokens = Lexer.tokens(of: text, in: self.dialect)
    code = tokens.filter { $0.kind != .comment }
    comments = tokens.filter { $0.kind == .comment }
    commentLines = Set(comments.flatMap { $0.line...$0.lastLine })
    partners = Self.partners(in: code)
  }

  /// The target or folder under `Sources/` that the file belongs to, if any.
  var target: String? {
    let folders = path.split(separator: "/")
    return folders.count > 2 && folders[0] == "Sources" ? String(folders[1]) : nil
  }

  /// The text of the token at a position, or an empty one beyond the ends.
  func word(at position: Int) -> String {
    code.indices.contains(position) ? code[position].text : ""
  }

  /// True when a comment stands in the same paragraph, in the line or above it.
  func hasReason(at line: Int) -> Bool {
    paragraph(around: line).prefix { $0 <= line }.contains(where: commentLines.contains)
  }

  /// The lines around a line that no blank line parts from it.
  func paragraph(around line: Int) -> ClosedRange<Int> {
    let isBlank = lines.map { $0.allSatisfy(\.isWhitespace) }
    var (first, last) = (line, line)
    while first > 1, !isBlank[first - 2] { first -= 1 }
    while last < lines.count, !isBlank[last] { last += 1 }
    return first...last
  }

  private static func partners(in code: [Token]) -> [Int: Int] {
    let closers = [")": "(", "]": "[", "}": "{"]
    var open: [Int] = []
    var pairs: [Int: Int] = [:]
    for (position, token) in code.enumerated() where token.kind == .mark {
      if let opener = closers[token.text] {
        guard let last = open.last, code[last].text == opener else { continue }
        open.removeLast()
        pairs[last] = position
        pairs[position] = last
      } else if ["(", "[", "{"].contains(token.text) {
        open.append(position)
      }
    }
    return pairs
  }
}
