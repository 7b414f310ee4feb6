/// How big things may get: what a person can hold in mind.
enum SizeRules {
  static let fileLinesMax = 300
  static let functionLinesMax = 50
  static let nestingMax = 3
  static let initializerParametersMax = 6
  static let protocolRequirementsMax = 10
  static let columnsMax = 100
  static let fileBytesMax = 1_000_000

  static let all = [files, functions, nesting, initializers, protocols, columns]

  static let files = FileRule("a file has at most 300 lines") { file in
    let count = file.lines.count - (file.lines.last == "" ? 1 : 0)
    guard isCode(file), count > fileLinesMax else { return [] }
    return [Violation(file.path, count, "file of \(count) lines", use: "two files")]
  }

  static let functions = FileRule("a function has at most 50 lines of code") { file in
    file.functions.filter { $0.codeLines > functionLinesMax }.map {
      Violation(
        file.path, $0.line, "function \($0.name) of \($0.codeLines) lines of code",
        use: "functions of at most \(functionLinesMax)")
    }
  }

  /// Every block counts that spans lines: branches, loops, `do`, `switch` and closures alike.
  static let nesting = FileRule("blocks in a function stand at most three deep") { file in
    file.functions.filter { $0.nesting > nestingMax }.map {
      Violation(
        file.path, $0.line, "function \($0.name) nested \($0.nesting) deep",
        use: "early exits or a function of its own")
    }
  }

  static let initializers = FileRule("an initializer takes at most six parameters") { file in
    file.functions.filter { $0.initializerParameters > initializerParametersMax }.map {
      Violation(
        file.path, $0.line, "initializer with \($0.initializerParameters) parameters",
        use: "values that group them")
    }
  }

  static let protocols = FileRule("a protocol has at most ten requirements") { file in
    guard file.dialect == .swift else { return [] }
    return (file.positions["protocol"] ?? []).compactMap { position in
      guard let opening = file.code[position...].firstIndex(where: { $0.text == "{" }),
        let closing = file.partners[opening]
      else { return nil }
      let requirements: Set = ["func", "var", "init", "subscript", "associatedtype"]
      let count = file.code[opening..<closing].count { requirements.contains($0.text) }
      guard count > protocolRequirementsMax else { return nil }
      return Violation(
        file.path, file.code[position].line, "protocol with \(count) requirements",
        use: "smaller protocols")
    }
  }

  /// A line may be longer for one unbreakable word, such as a test key, and in a page's script for
  /// a long text, such as the path of a picture.
  static let columns = FileRule("a line has at most 100 columns") { file in
    guard isCode(file) else { return [] }
    return file.lines.enumerated().compactMap { index, line in
      guard line.utf8.count > columnsMax, line.count > columnsMax,
        line.split(separator: " ").allSatisfy({ $0.count <= columnsMax - 20 }),
        !holdsLongText(file, line: index + 1)
      else { return nil }
      return Violation(
        file.path, index + 1, "line of \(line.count) columns", use: "at most \(columnsMax)")
    }
  }

  private static func holdsLongText(_ file: SourceFile, line: Int) -> Bool {
    file.dialect == .javaScript
      && file.code.contains {
        $0.kind == .text && $0.line == line && $0.lastLine == line && $0.text.count > 60
      }
  }

  /// Files that people write by hand; pages, data and prose have no limit.
  private static func isCode(_ file: SourceFile) -> Bool {
    guard file.path != typesOfPages else { return false }
    return file.dialect != .plain || file.path.hasSuffix(".css") || file.path.hasSuffix(".sql")
      || file.path.hasPrefix("script/") || file.path.hasPrefix(".ci/")
  }

  /// Made by `script/page-types.py`, so that it is as long as the contract.
  private static let typesOfPages = "Web/lib/types.d.ts"
}
