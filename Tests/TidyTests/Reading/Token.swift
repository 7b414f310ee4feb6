/// The smallest piece of a source text that means something.
struct Token: Hashable, Sendable {
  enum Kind: Sendable {
    case word
    case number
    /// A string literal; what is interpolated into it follows as tokens of its own.
    case text
    case mark
    case comment
  }

  let kind: Kind
  let text: String
  /// The line it starts in, from 1.
  let line: Int
  /// The line it ends in.
  var lastLine: Int
  /// How many bytes stand before it in its line.
  let column: Int
  /// True when nothing stands between it and the token before.
  let isAttached: Bool
}
