import Application
import Crypto
import Foundation
import Ledger
import Monetization

/// Changes what a user is.
enum UserTool: CommandLineTool {
  static let name = "user"
  static let summary = "user admin ID | user no-admin ID | user show ID (the server must be stopped)"
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
      guard let person = try await platform.directory.person(externalID: id) else {
        throw OperatorFault("There is no user \(id).")
      }
      let creator = person.creator.map { "\($0)" } ?? "no"
      print("\(id): admin \(person.user.isAdmin), suspended \(person.user.isSuspended), "
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

/// Makes an API key.
enum KeyTool: CommandLineTool {
  static let name = "key"
  static let summary = "key create NAME: make an API key (the server must be stopped)"
  static let options =
    StoreOptions.all + [
      Option("scopes", "LIST", "users, act, admin, with commas between (default: users,act)")
    ]
  static let wordsMax = 2

  static func run(_ arguments: Arguments) async throws -> Int32 {
    guard arguments.words.count == 2, arguments.words[0] == "create" else {
      throw UsageFault("key needs create and a name.")
    }
    var scopes: APIKeyScopes = []
    for name in (arguments.value("scopes") ?? "users,act").split(separator: ",") {
      switch name {
      case "users": scopes.insert(.users)
      case "act": scopes.insert(.act)
      case "admin": scopes.insert(.admin)
      default: throw UsageFault("\(name) is no scope; there are users, act and admin.")
      }
    }
    let books = try OpenBooks(try StoreOptions.configuration(arguments))
    defer { books.close() }
    let key = Crypto.APIKey.make()
    let command = CreateAPIKey(
      name: arguments.words[1], digest: key.digest.digest.hexadecimal, scopes: scopes)
    let outcome = await books.platform.engine.submit(
      CommandRequest(.createAPIKey(command), actor: .global))
    guard outcome.isAccepted else { throw OperatorFault("The key was not made: \(outcome).") }
    print(key.text)
    return 0
  }
}
