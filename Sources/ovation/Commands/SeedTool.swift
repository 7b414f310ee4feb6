import Monetization

/// Loads the demo.
enum SeedTool: CommandLineTool {
  static let name = "seed"
  static let summary = "load the demo's people, packages, gifts and streams"
  static let options = StoreOptions.all

  static func run(_ arguments: Arguments) async throws -> Int32 {
    let books = try OpenBooks(try StoreOptions.configuration(arguments))
    defer { books.close() }
    try await books.platform.begin(servedAs: .demo, with: .initial)
    print("The demo is loaded.")
    return 0
  }
}
