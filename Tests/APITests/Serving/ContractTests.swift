import HTTPServer
import JSON
import Testing

@testable import API

@Suite struct ContractTests {
  @Test func `the contract has exactly the routes of the table`() {
    #expect(Set(Contract.ours.routes.keys) == Set(EndpointTable.all.map(\.name)))
  }

  @Test func `the contract and the page say the same of each route`() {
    for endpoint in EndpointTable.all {
      let operation = Contract.ours.routes[endpoint.name]
      #expect(operation?["summary"]?.stringValue == endpoint.summary, "\(endpoint.name)")
      #expect(operation?["tags"]?.arrayValue == [.string(endpoint.feature.rawValue)])
      let isOpen = operation?["security"]?.arrayValue?.isEmpty
      #expect(isOpen == [.everyone, .signature].contains(endpoint.audience), "\(endpoint.name)")
    }
  }

  @Test func `each reference in the contract leads somewhere`() {
    let contract = Contract.ours
    var references: [String] = []
    collectReferences(of: contract.document, into: &references)
    #expect(!references.isEmpty)
    for reference in references {
      #expect(
        contract.resolved(.object([.init("$ref", .string(reference))])) != .null, "\(reference)")
    }
  }

  @Test func `the contract is served and the page names every address`() async throws {
    let server = try TestServer()
    let page = try await server.call(.get, "/docs")
    #expect(page.headers["content-type"] == "text/html; charset=utf-8")
    for endpoint in EndpointTable.all { #expect(page.text.contains(endpoint.pattern)) }
    let contract = try await server.call(.get, "/openapi.yaml")
    #expect(contract.headers["content-type"] == "application/yaml")
    #expect(contract.text.contains("openapi: \"3.1.0\""))
  }

  private func collectReferences(of value: JSONValue, into references: inout [String]) {
    if let reference = value["$ref"]?.stringValue { references.append(reference) }
    for element in value.arrayValue ?? [] { collectReferences(of: element, into: &references) }
    for (_, member) in value.members { collectReferences(of: member, into: &references) }
  }
}
