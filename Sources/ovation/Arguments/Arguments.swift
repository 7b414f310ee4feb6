/// An option that a command takes.
struct Option {
  let name: String
  /// The name of its value in the help; nil for a switch.
  let value: String?
  let help: String

  /// A switch.
  init(_ name: String, _ help: String) {
    self.name = name
    value = nil
    self.help = help
  }

  /// An option with a value.
  init(_ name: String, _ value: String, _ help: String) {
    self.name = name
    self.value = value
    self.help = help
  }
}

/// Why a command could not start; the text is one sentence that says what to do.
struct UsageFault: Error, Equatable {
  let sentence: String

  init(_ sentence: String) { self.sentence = sentence }
}

/// The arguments of a command, parsed by the options that it declares.
struct Arguments {
  private var values: [String: String] = [:]
  private var switches: Set<String> = []
  /// The arguments that belong to no option, in order.
  private(set) var words: [String] = []

  /// Parses arguments strictly: an option that is not declared is an error.
  ///
  /// - Parameters:
  ///   - given: The words.
  ///   - options: The declared options.
  ///   - wordsMax: The maximum number of arguments without an option.
  /// - Throws: ``UsageFault``.
  init(_ given: [String], options: [Option], wordsMax: Int = 0) throws(UsageFault) {
    var rest = given[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("--") else {
        guard words.count < wordsMax else {
          throw UsageFault("'\(word)' is not an argument of this command; --help lists them.")
        }
        words.append(word)
        continue
      }
      let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1)
      let name = parts.first.map(String.init) ?? ""
      guard let option = options.first(where: { $0.name == name }) else {
        throw UsageFault("--\(name) is not an option of this command; --help lists them.")
      }
      guard option.value != nil else {
        guard parts.count == 1 else { throw UsageFault("--\(name) takes no value.") }
        switches.insert(name)
        continue
      }
      guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
        throw UsageFault("--\(name) needs a value.")
      }
      values[name] = value
    }
  }

  /// Whether a switch was given.
  func has(_ name: String) -> Bool { switches.contains(name) }

  /// The value of an option; nil when it was not given.
  func value(_ name: String) -> String? { values[name] }

  /// The value of an option as a whole number within a range.
  ///
  /// - Throws: ``UsageFault``.
  func integer(_ name: String, in range: ClosedRange<Int>) throws(UsageFault) -> Int? {
    guard let text = values[name] else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw UsageFault(
        "--\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }
}
