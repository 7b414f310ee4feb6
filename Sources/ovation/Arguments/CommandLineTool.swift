/// One command of the binary.
protocol CommandLineTool {
  static var name: String { get }
  /// One line for the list of commands.
  static var summary: String { get }
  static var options: [Option] { get }
  /// The maximum number of arguments besides options, such as a sub-command.
  static var wordsMax: Int { get }
  /// Runs the command.
  ///
  /// - Returns: The exit code.
  /// - Throws: ``UsageFault`` or any error of the command; both end with exit code 1 or 2.
  static func run(_ arguments: Arguments) async throws -> Int32
}

extension CommandLineTool {
  static var wordsMax: Int { 0 }

  /// The text of `--help`.
  static var help: String {
    var lines = ["ovation \(name): \(summary)", ""]
    lines += options.map { option in
      let usage = "--" + option.name + (option.value.map { " " + $0 } ?? "")
      return "  " + usage + String(repeating: " ", count: max(1, 28 - usage.count)) + option.help
    }
    return lines.joined(separator: "\n")
  }
}
