import HTTPServer
import Testing

@testable import API

@Suite struct ContractTextTests {
  // Three files as they stand in the folder.
  private static let base = """
    # A comment.
    openapi: "3.1.0"
    info:
      title: "Ovation"
    components:
      schemas:
        Money: {"type": "object"}
    """
  private static let gifts = """
    tags:
      - {"name": "gifts"}
    paths:
      /api/gifts:
        get:
          summary: "The catalog."
    components:
      schemas:
        Gift:
          type: "object"
    """
  private static let users = """
    paths:
      /api/me:

        get: {"summary": "The caller."}
    components:
      schemas:
        User: {"type": "object"}
      responses:
        Gone: {"description": "Gone."}
    tags:
      - {"name": "users"}
    """

  /// A file for each feature, and what some tests put in the place of theirs.
  private func joined(_ texts: [String: String] = [:]) throws(ContractFault) -> String {
    let empty = ContractText.files.map { ($0, "# Nothing yet.\n") }
    return try ContractText.joined(
      Dictionary(uniqueKeysWithValues: empty).merging(texts) { $1 })
  }

  @Test func `tags, paths and components are joined, in the order of the features`() throws {
    let text = try joined([
      "users.yaml": Self.users, "gifts.yaml": Self.gifts, "_base.yaml": Self.base,
    ])
    #expect(
      text == """
        openapi: "3.1.0"
        info:
          title: "Ovation"
        components:
          schemas:
            Money: {"type": "object"}
            Gift:
              type: "object"
            User: {"type": "object"}
          responses:
            Gone: {"description": "Gone."}
        tags:
          - {"name": "gifts"}
          - {"name": "users"}
        paths:
          /api/gifts:
            get:
              summary: "The catalog."
          /api/me:
            get: {"summary": "The caller."}

        """)
  }

  @Test(arguments: [
    ("paths:\n  /api/gifts:\n    get: {}", "paths /api/gifts"),
    ("components:\n  schemas:\n    Gift: {}", "components schemas Gift"),
    ("tags:\n  - {\"name\": \"gifts\"}", "tags - {\"name\": \"gifts\"}"),
    ("info:\n  title: \"Ovation\"", "info"),
  ])
  func `what two files define is a fault with both of them and the path`(
    text: String, path: String
  ) {
    #expect(
      throws: ContractFault.definedTwice(path: path, first: "gifts.yaml", second: "users.yaml")
    ) { try joined(["users.yaml": text, "gifts.yaml": text]) }
  }

  @Test func `what one file defines twice is a fault`() {
    let text = "paths:\n  /api/gifts:\n    get: {}\n  /api/gifts:\n    post: {}"
    #expect(
      throws: ContractFault.definedTwice(
        path: "paths /api/gifts", first: "gifts.yaml", second: "gifts.yaml")
    ) { try joined(["gifts.yaml": text]) }
  }

  @Test(arguments: [
    ("paths:\n/api/gifts\n", 2), ("  tags:\n", 1), ("paths:\n    /api/gifts:\n", 2),
    ("# A comment.\n\npaths: {}\n", 3), ("components:\n  schemas: {}\n", 2),
  ])
  func `a line that cannot stand where it does is a fault`(text: String, line: Int) {
    #expect(throws: ContractFault.misplaced(file: "gifts.yaml", line: line)) {
      try joined(["gifts.yaml": text])
    }
  }

  @Test func `a feature without a file and a file without a feature are faults`() {
    var texts = Dictionary(uniqueKeysWithValues: ContractText.files.map { ($0, "") })
    texts["gifts.yaml"] = nil
    #expect(throws: ContractFault.missing(file: "gifts.yaml")) { try ContractText.joined(texts) }
    texts["gift.yaml"] = ""
    #expect(throws: ContractFault.unknown(file: "gift.yaml")) { try ContractText.joined(texts) }
  }

  @Test func `a fault names the files and the path`() {
    let fault = ContractFault.definedTwice(
      path: "paths /api/gifts", first: "gifts.yaml", second: "tips.yaml")
    #expect(
      fault.sentence == "openapi/gifts.yaml and openapi/tips.yaml both define paths /api/gifts.")
  }

  @Test func `the contract is served and the page names every address`() async throws {
    let server = try TestServer()
    let page = try await server.call(.get, "/docs")
    #expect(page.headers["content-type"] == "text/html; charset=utf-8")
    for endpoint in FeatureTable.endpoints { #expect(page.text.contains(endpoint.pattern)) }
    let contract = try await server.call(.get, "/openapi.yaml")
    #expect(contract.headers["content-type"] == "application/yaml")
    #expect(contract.text == (try ContractText.joined(ContractFiles.texts)))
    #expect(contract.text.hasPrefix("openapi: \"3.1.0\"\n"))
  }
}
