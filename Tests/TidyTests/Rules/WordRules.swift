/// Names and phrases that a newcomer has to read twice, each with the trade's own word.
enum WordRules {
  static let all = [functionNames, typeNames, phrases]

  /// Folders and files that the rules do not cover yet: widen the rules by removing lines.
  ///
  /// What is left quotes the banned words.
  static let notCovered: [String] = [
    "LICENSE", "Tests/TidyTests/Rules/BannedPhrase.swift", "Tests/TidyTests/Rules/WordRules.swift",
    "Tests/TidyTests/WordRuleTests.swift",
  ]

  /// Names of functions that could mean anything, and what to call the function instead.
  private static let vagueFunctions = [
    "adopt": "merge or append",
    "complain": "printError",
    "disturb": "injectFault",
    "faultOfSplit": "splitFault",
    "goOn": "resume, continueReading or drainQueue",
    "goesOn": "continues or follows",
    "heard": "received",
    "judge": "authenticate",
    "judged": "authenticated",
    "least": "min",
    "lend": "bind or withBytes",
    "look": "peek, load or check",
    "mayStand": "isAllowed",
    "maySendAgain": "mayRetry",
    "movementsBack": "reversedMovements",
    "notice": "wake, signal or record",
    "noticed": "report",
    "ours": "what it makes",
    "rest": "pause, wait or remaining",
    "say": "print, log or report",
    "saysSame": "matches",
    "sendAway": "timeOut, expire or reject",
    "setBack": "rewind",
    "spoil": "corrupt",
    "take": "apply, append, record, consume, decode or dequeue",
    "takeIn": "receive or apply",
    "takes": "accepts",
    "taking": "adding or accepting",
    "tell": "publish, send or notify",
    "tellCount": "publishCount",
    "tellWaiting": "publishPending",
    "told": "published",
    "truth": "boolean",
    "turnsDirection": "isDirectionControl",
    "worth": "value",
  ]

  /// Names of types that stand for several things here, or for none.
  private static let vagueTypes = [
    "Connection": "ClientConnection, SQLiteConnection or another one of its kind",
    "Errands": "what is queued, such as TaskQueue",
    "Heard": "what was received",
    "Sight": "what is measured, such as Snapshot",
    "Standing": "status, backlog or role",
  ]

  static let functionNames = FileRule("functions have names of the trade") { file in
    faults(in: file, after: ["func"]) { vagueFunctions[$0] }
  }

  static let typeNames = FileRule("types have names of the trade") { file in
    faults(in: file, after: ["struct", "class", "enum", "actor", "protocol", "typealias"]) { name in
      name.hasSuffix("Wish") ? "input or request" : vagueTypes[name]
    }
  }

  static let phrases = FileRule("sentences are read once") { file in
    guard isCovered(file.path) else { return [] }
    let candidates = BannedPhrase.all.filter { $0.isPossible(in: file) }
    guard !candidates.isEmpty else { return [] }
    return Prose(of: file).runs.flatMap { run in
      candidates.flatMap { phrase in
        phrase.lines(in: run).map {
          Violation(file.path, $0, "banned \"\(phrase.text)\"", use: phrase.remedy)
        }
      }
    }
  }

  static func isCovered(_ path: String) -> Bool {
    !notCovered.contains(where: path.hasPrefix)
  }

  private static func faults(
    in file: SourceFile, after keywords: [String], remedy: (String) -> String?
  ) -> [Violation] {
    guard file.dialect == .swift, isCovered(file.path) else { return [] }
    return keywords.flatMap { file.positions[$0] ?? [] }.sorted().compactMap { position in
      let name = file.word(at: position + 1)
      return remedy(name).map {
        Violation(file.path, file.code[position].line, "banned name \(name)", use: $0)
      }
    }
  }
}
