/// Cuts a source text into tokens, so that no rule mistakes a comment or a string for code.
struct Lexer {
  let bytes: [UInt8]
  let dialect: Dialect
  var index = 0
  var line = 1
  var tokens: [Token] = []
  private var lineStart = 0
  private var lastEnd = -1

  init(_ text: String, _ dialect: Dialect) {
    bytes = Array(text.utf8)
    self.dialect = dialect
  }

  /// The tokens of a text, comments included, in order.
  static func tokens(of text: String, in dialect: Dialect) -> [Token] {
    guard dialect != .plain else { return [] }
    var lexer = Lexer(text, dialect)
    lexer.readCode(until: nil)
    return lexer.tokens
  }

  /// Reads code to its end, or to the bracket that closes an interpolation.
  mutating func readCode(until closer: UInt8?) {
    var depth = 0
    while let byte = peek() {
      if byte == closer {
        if depth == 0 { return advance() }
        depth -= 1
      } else if closer != nil, byte == (closer == Byte.parenthesis.1 ? 0x28 : 0x7B) {
        depth += 1
      }
      readToken(byte)
    }
  }

  private mutating func readToken(_ byte: UInt8) {
    if Byte.isSpace(byte) { return advance() }
    if readComment(byte) || readString(byte) { return }
    let start = index
    if Byte.isDigit(byte) {
      readNumber()
      return append(.number, from: start)
    }
    if Byte.startsWord(byte) {
      while let next = peek(), Byte.startsWord(next) || Byte.isDigit(next) { advance() }
      return append(.word, from: start)
    }
    advance()
    if Byte.operators.contains(byte) {
      while let next = peek(), Byte.operators.contains(next), !startsComment() { advance() }
    }
    append(.mark, from: start)
  }

  private mutating func readNumber() {
    while let next = peek() {
      let isFraction =
        next == Byte.dot && Byte.isDigit(peek(1) ?? 0) && bytes[index - 1] != Byte.dot
      guard Byte.startsWord(next) || Byte.isDigit(next) || isFraction else { return }
      advance()
    }
  }

  private func startsComment() -> Bool {
    peek() == Byte.slash && (peek(1) == Byte.slash || peek(1) == Byte.star)
  }

  private mutating func readComment(_ byte: UInt8) -> Bool {
    let start = index
    let startLine = line
    if dialect == .python ? byte == Byte.hash : startsComment() && peek(1) == Byte.slash {
      while let next = peek(), next != Byte.newline { advance() }
    } else if dialect != .python, startsComment() {
      readBlockComment()
    } else {
      return false
    }
    append(.comment, from: start, line: startLine)
    return true
  }

  /// Swift's block comments nest; the others end at the first closing mark.
  private mutating func readBlockComment() {
    var depth = 0
    repeat {
      let isOpening = peek() == Byte.slash && peek(1) == Byte.star
      let isClosing = peek() == Byte.star && peek(1) == Byte.slash
      if isOpening { depth = dialect == .swift ? depth + 1 : 1 }
      if isClosing { depth -= 1 }
      if isOpening || isClosing { advance() }
      advance()
    } while depth > 0 && index < bytes.count
  }

  func peek(_ distance: Int = 0) -> UInt8? {
    index + distance < bytes.count ? bytes[index + distance] : nil
  }

  mutating func advance() {
    guard let byte = peek() else { return }
    index += 1
    if byte == Byte.newline {
      line += 1
      lineStart = index
    }
  }

  mutating func append(_ kind: Token.Kind, from start: Int, line startLine: Int? = nil) {
    let first = startLine ?? line
    tokens.append(
      Token(
        kind: kind, text: String(decoding: bytes[start..<index], as: UTF8.self), line: first,
        lastLine: line, column: first == line ? start - lineStart : 0,
        isAttached: start == lastEnd))
    lastEnd = index
  }

  /// Remembers that a literal ends here, which may have held other tokens.
  mutating func close(_ position: Int) {
    tokens[position].lastLine = line
    lastEnd = index
  }
}
