import HTTPServer

/// Prints the contract of the API.
enum ContractTool: CommandLineTool {
  static let name = "contract"
  static let summary = "print the contract of the API, joined from its files"
  static let options = [StoreOptions.config]

  static func run(_ arguments: Arguments) async throws -> Int32 {
    let configuration = try StoreOptions.configuration(arguments, flags: [])
    let contract = try WebFiles.contract(configuration)
    guard !contract.bytes.isEmpty else {
      throw OperatorFault("There is no folder openapi beside the pages.")
    }
    StandardStream.output.write(String(decoding: contract.bytes, as: UTF8.self))
    return 0
  }
}
