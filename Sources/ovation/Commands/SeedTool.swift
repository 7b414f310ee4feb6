import Application

/// Loads the demo.
enum SeedTool: CommandLineTool {
  static let name = "seed"
  static let summary = "load the demo's people, packages, gifts and streams"
  static let options = StoreOptions.all

  static func run(_ arguments: Arguments) async throws -> Int32 {
    let books = try OpenBooks(try StoreOptions.configuration(arguments))
    defer { books.close() }
    do {
      try await books.platform.seedDemo()
    } catch {
      throw OperatorFault("The demo could not be loaded: \(error).")
    }
    print("The demo is loaded.")
    return 0
  }
}
