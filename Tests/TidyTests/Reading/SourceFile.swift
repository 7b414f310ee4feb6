import Foundation

/// One file of the repository, read and cut into tokens.
struct SourceFile: Sendable {
  /// The path from the root of the repository.
  let path: String
  let dialect: Dialect
  let lines: [Substring]
  private let bytes: Data
  /// The code, without comments.
  let code: [Token]
  let comments: [Token]
  /// The lines that hold a comment or a part of one.
  let commentLines: Set<Int>
  /// Where each word or mark stands in ``code``.
  let positions: [String: [Int]]
  /// How many braces are open before each position in ``code``.
  let depths: [Int]
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
    positions = Dictionary(grouping: code.indices) { [code] in code[$0].text }
    var depth = 0
    depths = code.map { token in
      defer { depth += token.text == "{" ? 1 : token.text == "}" ? -1 : 0 }
      return depth
    }
    bytes = Data(text.utf8)
  }

  /// True when the text holds a word anywhere, even as a part of another word.
  func holds(_ word: String) -> Bool { bytes.range(of: Data(word.utf8)) != nil }

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
    var (first, last) = (line, line)
    while first > 1, !lines[first - 2].allSatisfy(\.isWhitespace) { first -= 1 }
    while last < lines.count, !lines[last].allSatisfy(\.isWhitespace) { last += 1 }
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
