/// Shell scripts and the scripts of pages.
enum ScriptRules {
  static let all = [strict, calls]

  static let strict = FileRule("a shell script stops at the first failure") { file in
    guard file.dialect == .plain, file.lines.first == "#!/usr/bin/env bash",
      !file.lines.contains("set -euo pipefail")
    else { return [] }
    return [Violation(file.path, 1, "banned lax mode", use: "set -euo pipefail")]
  }

  static let calls = FileRule("page scripts are strict and leave nothing behind") { file in
    guard file.dialect == .javaScript else { return [] }
    return file.code.indices.compactMap { position in
      replacement(of: file, at: position).map {
        Violation(
          file.path, file.code[position].line, "banned \(file.word(at: position))", use: $0)
      }
    }
  }

  private static func replacement(of file: SourceFile, at position: Int) -> String? {
    switch file.word(at: position) {
    case "var" where file.code[position].kind == .word: "const or let"
    case "==": "==="
    case "!=": "!=="
    case "console" where ["log", "debug"].contains(file.word(at: position + 2)): "nothing"
    case "alert", "confirm", "prompt":
      file.isCall(at: position) ? "an element of the page" : nil
    case let text where ["'http", "\"http", "'//", "\"//"].contains { text.hasPrefix($0) }:
      ["from", "import"].contains(file.word(at: position - 1)) ? "a file of ours" : nil
    default: nil
    }
  }
}
