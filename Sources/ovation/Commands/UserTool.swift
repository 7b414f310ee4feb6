import Application
import Foundation
import SQLiteStore

/// Changes what a user is.
enum UserTool: CommandLineTool {
  static let name = "user"
  static let summary = "user admin|no-admin|show ID: also beside a running server"
  static let options = StoreOptions.all
  static let wordsMax = 2

  static func run(_ arguments: Arguments) async throws -> Int32 {
    guard arguments.words.count == 2 else {
      throw UsageFault("user needs admin, no-admin or show, and the user's external id.")
    }
    let (name, id) = (arguments.words[0], arguments.words[1])
    guard let action = UserAction(rawValue: name) else {
      throw UsageFault("user does not know \(name); it knows admin, no-admin and show.")
    }
    let configuration = try StoreOptions.configuration(arguments)
    if let server = UserOrder.server(of: configuration.storeFolder) {
      print(try UserOrder.give(action, id, to: server, in: configuration.storeFolder))
      return 0
    }
    let books = try OpenBooks(configuration)
    defer { books.close() }
    print(try await action.perform(on: id, of: books.platform))
    return 0
  }
}
