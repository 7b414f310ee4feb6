/// Prints the version.
enum VersionTool: CommandLineTool {
  static let name = "version"
  static let summary = "print the version"
  static let options: [Option] = []

  /// Kept equal to the newest version of CHANGELOG.md.
  static let version = "0.1.0"

  static func run(_ arguments: Arguments) async throws -> Int32 {
    print("ovation \(version)")
    return 0
  }
}
