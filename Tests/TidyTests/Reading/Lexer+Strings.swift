extension Lexer {
  /// Reads a string, regular expression or raw identifier, if one starts here.
  mutating func readString(_ byte: UInt8) -> Bool {
    switch (dialect, byte) {
    case (.swift, Byte.backtick): readRawIdentifier()
    case (.swift, Byte.quote): readSwiftString(hashes: 0)
    case (.swift, Byte.hash): return readRawSwiftString()
    case (.javaScript, Byte.backtick): readTemplate()
    case (.swift, Byte.slash), (.javaScript, Byte.slash): return readExpression()
    case (.python, Byte.quote), (.python, Byte.apostrophe): readQuoted(byte, canBeTriple: true)
    case (.javaScript, Byte.quote), (.javaScript, Byte.apostrophe), (.c, Byte.quote),
      (.c, Byte.apostrophe):
      readQuoted(byte, canBeTriple: false)
    default: return false
    }
    return true
  }

  private mutating func readRawIdentifier() {
    let start = index
    repeat { advance() } while peek() != Byte.backtick && index < bytes.count
    advance()
    append(.word, from: start)
  }

  private mutating func readRawSwiftString() -> Bool {
    var hashes = 0
    while peek(hashes) == Byte.hash { hashes += 1 }
    guard peek(hashes) == Byte.quote else { return false }
    readSwiftString(hashes: hashes)
    return true
  }

  private mutating func readSwiftString(hashes: Int) {
    let start = index
    for _ in 0..<hashes { advance() }
    let quotes = startsTriple(Byte.quote) ? 3 : 1
    for _ in 0..<quotes { advance() }
    append(.text, from: start)
    let position = tokens.count - 1
    while let byte = peek() {
      if byte == Byte.backslash, hasHashes(hashes, after: 1) {
        skipEscape(hashes: hashes)
      } else if byte == Byte.quote, closes(quotes: quotes, hashes: hashes) {
        for _ in 0..<(quotes + hashes) { advance() }
        break
      } else if byte == Byte.newline, quotes == 1 {
        break
      } else {
        advance()
      }
    }
    finish(position, from: start)
  }

  /// Passes an escaped character, or reads the code of an interpolation.
  private mutating func skipEscape(hashes: Int) {
    for _ in 0...hashes { advance() }
    let isInterpolation = peek() == Byte.parenthesis.0
    advance()
    if isInterpolation { readCode(until: Byte.parenthesis.1) }
  }

  private func hasHashes(_ count: Int, after offset: Int) -> Bool {
    (0..<count).allSatisfy { peek(offset + $0) == Byte.hash }
  }

  private func closes(quotes: Int, hashes: Int) -> Bool {
    (0..<quotes).allSatisfy { peek($0) == Byte.quote } && hasHashes(hashes, after: quotes)
  }

  private func startsTriple(_ quote: UInt8) -> Bool {
    peek() == quote && peek(1) == quote && peek(2) == quote
  }

  private mutating func readTemplate() {
    let start = index
    advance()
    append(.text, from: start)
    let position = tokens.count - 1
    while let byte = peek(), byte != Byte.backtick {
      let isInterpolation = byte == Byte.dollar && peek(1) == Byte.brace.0
      advance()
      if byte == Byte.backslash || isInterpolation { advance() }
      if isInterpolation { readCode(until: Byte.brace.1) }
    }
    advance()
    finish(position, from: start)
  }

  private mutating func readQuoted(_ quote: UInt8, canBeTriple: Bool) {
    let start = index
    let quotes = canBeTriple && startsTriple(quote) ? 3 : 1
    for _ in 0..<quotes { advance() }
    append(.text, from: start)
    let position = tokens.count - 1
    while let byte = peek() {
      let isClosing = quotes == 3 ? startsTriple(quote) : byte == quote
      if isClosing || (quotes == 1 && byte == Byte.newline) { break }
      advance()
      if byte == Byte.backslash { advance() }
    }
    for _ in 0..<quotes where peek() == quote { advance() }
    finish(position, from: start)
  }

  /// A slash starts a regular expression only where a value is expected.
  private mutating func readExpression() -> Bool {
    let before = tokens.last { $0.kind != .comment }
    let expectsValue =
      before.map { ["(", ",", "=", ":", "[", "&&", "||", "?", "return"].contains($0.text) } ?? false
    guard expectsValue, let next = peek(1), !Byte.isSpace(next) else { return false }
    let start = index
    var isInClass = false
    advance()
    while let byte = peek(), byte != Byte.newline, isInClass || byte != Byte.slash {
      if byte == 0x5B { isInClass = true }
      if byte == 0x5D { isInClass = false }
      advance()
      if byte == Byte.backslash { advance() }
    }
    advance()
    append(.text, from: start)
    return true
  }

  /// Gives the literal at a position its whole text and its end.
  private mutating func finish(_ position: Int, from start: Int) {
    let opening = tokens[position]
    tokens[position] = Token(
      kind: .text, text: String(decoding: bytes[start..<index], as: UTF8.self),
      line: opening.line, lastLine: line, column: opening.column, isAttached: opening.isAttached)
    close(position)
  }
}
