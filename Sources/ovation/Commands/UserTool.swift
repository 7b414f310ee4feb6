import Application
import Foundation
import Ledger
import Monetization

/// Changes what a user is.
enum UserTool: CommandLineTool {
  static let name = "user"
  static let summary =
    "user admin|no-admin|show ID (the server must be stopped)"
  static let options = StoreOptions.all
  static let wordsMax = 2

  static func run(_ arguments: Arguments) async throws -> Int32 {
    guard arguments.words.count == 2 else {
      throw UsageFault("user needs admin, no-admin or show, and the user's external id.")
    }
    let (action, id) = (arguments.words[0], arguments.words[1])
    guard ["admin", "no-admin", "show"].contains(action) else {
      throw UsageFault("user does not know \(action); it knows admin, no-admin and show.")
    }
    let books = try OpenBooks(try StoreOptions.configuration(arguments))
    defer { books.close() }
    let platform = books.platform
    guard action != "show" else {
      guard let person = try await platform.directory.person(named: id) else {
        throw OperatorFault("There is no user \(id).")
      }
      let creator = person.creator.map { "\($0)" } ?? "no"
      print(
        "\(id): admin \(person.user.isAdmin), suspended \(person.user.isSuspended), "
          + "creator \(creator)")
      return 0
    }
    let person = try await platform.known(externalID: id)
    let command = SetUserStanding(user: person.user.id, isAdmin: action == "admin")
    let outcome = await platform.engine.submit(
      CommandRequest(.setUserStanding(command), actor: .global))
    guard outcome.isAccepted || outcome == .unchanged else {
      throw OperatorFault("The user was not changed: \(outcome).")
    }
    print("\(id) is \(action == "admin" ? "an admin" : "no admin") now.")
    return 0
  }
}
