import API
import HTTPServer

/// Prints the contract of the API, or the table of routes that the code serves.
enum ContractTool: CommandLineTool {
  static let name = "contract"
  static let summary = "print the contract of the API, joined from its files"
  static let options = [
    Option("endpoints", "print the table of routes as one JSON object instead"),
    StoreOptions.config,
  ]

  static func run(_ arguments: Arguments) async throws -> Int32 {
    guard !arguments.has("endpoints") else {
      print(String(decoding: FeatureTable.json, as: UTF8.self))
      return 0
    }
    let configuration = try StoreOptions.configuration(arguments, flags: [])
    let contract = try WebFiles.contract(configuration)
    StandardStream.output.write(String(decoding: contract.bytes, as: UTF8.self))
    return 0
  }
}
