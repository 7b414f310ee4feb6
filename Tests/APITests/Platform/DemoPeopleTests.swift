import Application
import Foundation
import Testing

@Suite struct DemoPeopleTests {
  /// The pages say what each person is for, and only the server knows who they are.
  @Test func `the pages offer everybody of the demo once, and nobody else`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(
      contentsOf: root.appending(path: "Web/pages/demo-people.js"), encoding: .utf8)
    let offered = page.matches(of: /\{ id: "([^"]+)"/).map { String($0.1) }
    #expect(offered.sorted() == DemoCatalog.people.map(\.externalID).sorted())
  }
}
