/// Brings the schema up to date.
enum MigrateTool: CommandLineTool {
  static let name = "migrate"
  static let summary = "make the database, or bring its schema up to date"
  static let options = StoreOptions.all

  static func run(_ arguments: Arguments) async throws -> Int32 {
    let configuration = try StoreOptions.configuration(arguments)
    let books = try OpenBooks(configuration)
    guard books.close() else { return 1 }
    print("The database in \(configuration.storeFolder) is up to date.")
    return 0
  }
}
