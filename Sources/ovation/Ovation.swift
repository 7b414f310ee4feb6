import Foundation
import LoadKit

/// The binary: one command of many.
@main
enum Ovation {
  /// Every command, in the order of the help.
  static var tools: [any CommandLineTool.Type] {
    [
      ServeTool.self, MigrateTool.self, SeedTool.self, VerifyTool.self,
      RebuildProjectionsTool.self, BackupTool.self, RestoreTool.self, SimulateTool.self,
      BenchTool.self, UserTool.self, KeyTool.self, ContractTool.self, VersionTool.self,
    ]
  }

  static func main() async {
    // Databases, logs and secrets are readable by their owner only.
    umask(0o077)
    let code = await run(Array(CommandLine.arguments.dropFirst()))
    fflush(nil)
    // The libraries' clean-up at a plain exit frees what threads that are just ending still use.
    _exit(code)
  }

  /// Runs the command that the arguments name.
  ///
  /// - Returns: 0 if it succeeded, 1 if it failed, 2 if the arguments are invalid.
  static func run(_ words: [String]) async -> Int32 {
    guard let name = words.first, name != "--help", name != "help" else {
      print(overview)
      return words.isEmpty ? 2 : 0
    }
    guard let tool = tools.first(where: { $0.name == name }) else {
      printError("'\(name)' is not a command; ovation --help lists them.")
      return 2
    }
    if words.contains("--help") {
      print(tool.help)
      return 0
    }
    do {
      let arguments = try Arguments(
        Array(words.dropFirst()), options: tool.options, wordsMax: tool.wordsMax)
      return try await tool.run(arguments)
    } catch let fault as UsageFault {
      printError(fault.sentence)
      return 2
    } catch let fault as OperatorFault {
      printError(fault.sentence)
      return 1
    } catch let fault as LoadFault {
      printError(fault.sentence)
      return 1
    } catch {
      printError("Unexpected failure: \(error)")
      return 1
    }
  }

  /// The list of commands.
  private static var overview: String {
    let lines = tools.map { tool in
      "  " + tool.name + String(repeating: " ", count: max(1, 22 - tool.name.count)) + tool.summary
    }
    let end = "ovation COMMAND --help lists a command's options."
    return (["ovation: the monetization server", ""] + lines + ["", end])
      .joined(separator: "\n")
  }

  /// Prints an error on standard error.
  private static func printError(_ sentence: String) {
    StandardStream.error.write("ovation: \(sentence)\n")
  }
}
