/// How tests are written.
enum TestRules {
  static let all = [sentences, framework, waiting]

  static let sentences = FileRule("the name of a test is a sentence") { file in
    guard file.dialect == .swift else { return [] }
    return (file.positions["Test"] ?? []).compactMap { position in
      guard file.word(at: position - 1) == "@",
        let name = file.code[position...].firstIndex(where: { $0.text == "func" }).map({ $0 + 1 }),
        !file.word(at: name).hasPrefix("`")
      else { return nil }
      return Violation(
        file.path, file.code[name].line, "test name \(file.word(at: name))",
        use: "a sentence between backticks")
    }
  }

  static let framework = FileRule("tests are written with Swift Testing") { file in
    file.imports.filter { $0.module == "XCTest" }.map {
      Violation(file.path, $0.line, "banned import XCTest", use: "Testing")
    }
  }

  /// Python has no clock to turn, so a pause is allowed if a comment says what it is for.
  static let waiting = FileRule("tests wait for events and not for time") { file in
    guard file.dialect == .python else { return [] }
    let pauses: Set = ["sleep", "wait_for_timeout"]
    return file.code.filter {
      $0.kind == .word && pauses.contains($0.text) && !file.hasReason(at: $0.line)
    }.map {
      Violation(file.path, $0.line, "banned \($0.text)", use: "the event that is waited for")
    }
  }
}
