/// The words of a file that people read as sentences: comments, texts and names of tests.
struct Prose {
  struct Word {
    /// In lower case.
    let text: String
    let line: Int
  }

  /// Words that follow each other, also from one line of a comment to the next.
  private(set) var runs: [[Word]] = []

  init(of file: SourceFile) {
    guard file.dialect != .plain else {
      runs = [file.lines.enumerated().flatMap { Self.words(of: $1, line: $0 + 1) }]
      return
    }
    var lastLine = 0
    for comment in file.comments {
      let words = Self.words(of: comment)
      if comment.line == lastLine + 1, !runs.isEmpty {
        runs[runs.count - 1] += words
      } else {
        runs.append(words)
      }
      lastLine = comment.lastLine
    }
    runs += file.code.filter { $0.kind == .text || $0.text.first == "`" }.map(Self.words)
  }

  private static func words(of token: Token) -> [Word] {
    token.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap {
      words(of: $1, line: token.line + $0)
    }
  }

  private static func words(of line: Substring, line number: Int) -> [Word] {
    line.utf8.split { !Byte.startsWord($0) && !Byte.isDigit($0) && $0 != Byte.apostrophe }.map {
      Word(text: String(decoding: $0, as: UTF8.self).lowercased(), line: number)
    }
  }
}
