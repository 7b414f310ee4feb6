/// Calls that the house does without, each with what takes its place.
enum BannedCalls {
  static let all = [
    forcedTry, forcedCast, forcedUnwrap, fatalError, printing, looseTask, wallClock, sleeping,
    chance, silentTry, externalID, globalVariable, vagueName, publicAccess, trappingStream,
  ]

  /// Others see a person as ``ShownUser``; the files beside are of admins, servers and the person.
  static let externalID = banned(
    "the integrator's id where others may see it", at: ["externalID"],
    use: "Names.shown, or User.shown(by:)",
    unless: { path in
      let isOfOthers = path.hasPrefix("Sources/API/") || path.hasPrefix("Sources/Realtime/")
      let own = ["/Access/", "/Users/", "/Demo/", "RecordRoutes.swift"]
      return !isOfOthers || own.contains { path.contains($0) }
    }
  ) { file, position in
    file.word(at: position - 1) == "." && file.word(at: position + 1) != "("
  }

  static let forcedTry = banned("try!", at: ["try"], use: "throws, or #require in a test") {
    file, position in
    file.word(at: position + 1) == "!"
  }

  static let forcedCast = banned("as!", at: ["as"], use: "as? with a guard") { file, position in
    file.word(at: position + 1) == "!"
  }

  static let forcedUnwrap = banned(
    "force unwrap", at: ["!", ">!"], use: "guard let, or #require in a test"
  ) { file, position in
    let token = file.code[position]
    guard token.kind == .mark, token.isAttached else { return false }
    let before = file.word(at: position - 1)
    return file.code[position - 1].kind != .mark || [")", "]", "}"].contains(before)
      ? !["try", "as"].contains(before) : token.text == ">!"
  }

  static let fatalError = banned(
    "fatalError", at: ["fatalError"], use: "a typed error, or precondition for a bug"
  ) { file, position in
    file.isCall(at: position)
  }

  static let printing = banned(
    "print outside the executable", at: ["print", "debugPrint", "dump"],
    use: "a value that the executable prints, or the log",
    unless: { $0.hasPrefix("Sources/ovation/") || $0.hasPrefix("Benchmarks/") }
  ) { file, position in
    file.isCall(at: position)
  }

  /// Where a callback of libuv enters Swift concurrency no task is running that could be a parent.
  static let looseTask = banned(
    "unstructured task", at: ["Task"], use: "a task group or async let",
    unless: {
      $0.hasPrefix("Sources/ovation/") || $0.hasPrefix("Sources/HTTPServer/EventLoop")
    }
  ) { file, position in
    let next = (file.word(at: position + 1), file.word(at: position + 2))
    guard file.word(at: position - 1) != "." else { return false }
    return ["{", "("].contains(next.0)
      || (next.0 == "." && ["detached", "immediate"].contains(next.1))
  }

  /// The clock itself and the date that HTTP puts on each answer are adapters of the system's; the
  /// time of processors is no time of day.
  static let wallClock = banned(
    "wall clock", at: ["Date", "clock_gettime", "gettimeofday", "time"], use: "the Clock port",
    unless: { path in
      ["SystemClock.swift", "DateField.swift", "ProcessorTime.swift"]
        .contains(path.split(separator: "/").last)
    }
  ) { file, position in
    let next = (file.word(at: position + 1), file.word(at: position + 2))
    switch file.word(at: position) {
    case "Date": return next == ("(", ")") || next == (".", "now")
    case "time": return file.isCall(at: position) && next.1 == "nil"
    default: return file.isCall(at: position)
    }
  }

  static let sleeping = banned(
    "sleep", at: ["Task", "Thread", "sleep", "usleep", "nanosleep"],
    use: "a deadline of the Clock port, or the event that is waited for"
  ) { file, position in
    guard ["Task", "Thread"].contains(file.word(at: position)) else {
      return file.isCall(at: position)
    }
    return file.word(at: position + 1) == "." && file.word(at: position + 2).hasPrefix("sleep")
  }

  static let chance = banned(
    "unseeded randomness",
    at: ["SystemRandomNumberGenerator", "UUID", "random", "randomElement", "shuffled", "shuffle"],
    use: "a generator that the caller hands in",
    unless: { path in !Layers.deterministic.contains { path.hasPrefix("Sources/\($0)/") } }
  ) { file, position in
    let next = (file.word(at: position + 1), file.word(at: position + 2))
    switch file.word(at: position) {
    case "SystemRandomNumberGenerator": return true
    case "UUID": return next == ("(", ")")
    default:
      guard file.word(at: position - 1) == ".", next.0 == "(",
        let closing = file.partners[position + 1]
      else { return false }
      return !file.code[position..<closing].contains { $0.text == "using" }
    }
  }

  static let silentTry = banned(
    "try? without a reason", at: ["try"],
    use: "do and catch, or a comment that says why nothing is lost",
    unless: { !$0.hasPrefix("Sources/") }
  ) { file, position in
    file.word(at: position + 1) == "?" && !file.hasReason(at: file.code[position].line)
  }

  static let globalVariable = banned(
    "global var", at: ["var"], use: "a let, or a value that is handed on"
  ) { file, position in
    let isStatic =
      file.word(at: position - 1) == "static" || file.word(at: position - 2) == "static"
    guard isStatic || file.depths[position] == 0 else { return false }
    return !file.isComputedProperty(at: position)
  }

  static let vagueName = banned(
    "vague type name", at: ["struct", "class", "enum", "actor", "protocol", "typealias"],
    use: "what the type is or does"
  ) { file, position in
    let name = file.word(at: position + 1)
    return ["Manager", "Helper", "Helpers", "Util", "Utils", "V2"].contains { name.hasSuffix($0) }
      || ["New", "Legacy"].contains { prefix in
        name.hasPrefix(prefix) && name.dropFirst(prefix.count).first?.isUppercase == true
      }
  }

  /// Between targets everything is `package`; only a library for other people's code is public.
  static let publicAccess = banned(
    "public", at: ["public", "open"], use: "package",
    unless: { $0.hasPrefix("Sources/OvationClient/") }
  ) { file, position in
    let declarations: Set = [
      "actor", "class", "enum", "extension", "final", "func", "import", "init", "let", "protocol",
      "static", "struct", "subscript", "typealias", "var",
    ]
    return declarations.contains(file.word(at: position + 1))
      && ![".", "case"].contains(file.word(at: position - 1))
  }

  /// A handle of Foundation's ends the process when what it writes does not fit on the disk.
  static let trappingStream = banned(
    "stream that traps", at: ["standardError", "standardOutput"], use: "StandardStream",
    unless: { !$0.hasPrefix("Sources/") }
  ) { file, position in
    file.word(at: position - 1) == "." && file.word(at: position - 2) == "FileHandle"
  }

  private static func banned(
    _ name: String, at words: [String], use remedy: String,
    unless isAllowed: @escaping @Sendable (String) -> Bool = { _ in false },
    finds: @escaping @Sendable (SourceFile, Int) -> Bool
  ) -> FileRule {
    FileRule("no \(name)") { file in
      guard file.dialect == .swift, !isAllowed(file.path) else { return [] }
      let places = words.flatMap { file.positions[$0] ?? [] }.sorted()
      return places.filter { finds(file, $0) }.map {
        Violation(file.path, file.code[$0].line, "banned \(name)", use: remedy)
      }
    }
  }
}
