/// What no text of the repository may hold; this folder, which plants it, is left out.
enum TextRules {
  static let all = [leftovers, machinePaths, deliveries, sinks]

  static let leftovers = banned(
    ["TODO", "FIXME", "XXX"], "leftover", use: "an issue, or finish it now")

  static let machinePaths = banned(
    ["/work/", "/root/", "/home/"], "path of one machine",
    use: "a path relative to the repository")

  static let deliveries = banned(
    [
      "npm install", "npx ", "unpkg.com", "cdn.jsdelivr.net", "cdnjs.cloudflare.com",
      "esm.sh/", "fonts.googleapis.com",
    ], "outside delivery", use: "a Debian package")

  /// Pages run under a policy that has no place for these.
  static let sinks = banned(
    ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function("],
    "HTML sink", use: "text nodes", only: { $0.hasPrefix("Web/") })

  private static func banned(
    _ words: [String], _ fault: String, use remedy: String,
    only isMeant: @escaping @Sendable (String) -> Bool = { _ in true }
  ) -> FileRule {
    FileRule("no \(fault)") { file in
      guard isMeant(file.path), !file.path.hasPrefix("Tests/TidyTests/") else { return [] }
      let present = words.filter(file.holds)
      guard !present.isEmpty else { return [] }
      return file.lines.enumerated().flatMap { index, line in
        present.filter { holds(line, $0) }.map {
          Violation(file.path, index + 1, "banned \(fault) \($0)", use: remedy)
        }
      }
    }
  }

  /// True when a line holds a word that is not a part of a longer one, nor a path inside another.
  private static func holds(_ line: Substring, _ word: String) -> Bool {
    guard line.utf8.count >= word.utf8.count else { return false }
    return line.ranges(of: word).contains { range in
      let isStart = range.lowerBound == line.startIndex
      let before = isStart ? " " : line[line.index(before: range.lowerBound)]
      let after = range.upperBound == line.endIndex ? " " : line[range.upperBound]
      return !(isWordPart(before) && (word.first == "/" || isWordPart(word.first ?? " ")))
        && !(isWordPart(after) && isWordPart(word.last ?? " "))
    }
  }

  private static func isWordPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }
}
