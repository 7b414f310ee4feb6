import Application
import Crypto
import Foundation
import Ledger
import Monetization

/// Makes an API key.
enum KeyTool: CommandLineTool {
  static let name = "key"
  static let summary = "key create NAME: make an API key (the server must be stopped)"
  static let options =
    StoreOptions.all + [
      Option("scopes", "LIST", "\(scopeNames), with commas between (default: users,act)")
    ]
  static let wordsMax = 2
  private static let scopeNames = APIKeyScopes.names.map(\.name).joined(separator: ", ")

  static func run(_ arguments: Arguments) async throws -> Int32 {
    guard arguments.words.count == 2, arguments.words[0] == "create" else {
      throw UsageFault("key needs create and a name.")
    }
    var scopes: APIKeyScopes = []
    for name in (arguments.value("scopes") ?? "users,act").split(separator: ",") {
      guard let scope = APIKeyScopes(name: String(name)) else {
        throw UsageFault("\(name) is not a scope; there are \(scopeNames).")
      }
      scopes.insert(scope)
    }
    let name = CleanText.oneLine(arguments.words[1].unicodeScalars)
    guard !name.isEmpty else { throw UsageFault("A key needs a name that can be seen.") }
    let books = try OpenBooks(try StoreOptions.configuration(arguments))
    defer { books.close() }
    let key = Crypto.APIKey.make()
    let command = CreateAPIKey(
      name: name, digest: key.digest.digest.hexadecimal, scopes: scopes)
    let outcome = await books.platform.engine.submit(
      CommandRequest(.createAPIKey(command), actor: .global))
    guard outcome.isAccepted else { throw OperatorFault("The key was not made: \(outcome).") }
    print(key.text)
    return 0
  }
}
