import Ledger
import Monetization
import Testing

@Suite struct ShownUserTests {
  private static func user(
    _ externalID: String, username: String? = nil, displayName: String? = nil
  ) -> User {
    User(
      id: World.viewer, externalID: externalID,
      profile: UserProfile(username: username, displayName: displayName))
  }

  @Test func `people are shown by the best name there is`() {
    #expect(Self.user("id").shown(by: .external) == ShownUser(id: "id", name: "id"))
    #expect(Self.user("id", username: "name").shown(by: .external).name == "name")
    #expect(
      Self.user("id", username: "name", displayName: "Display").shown(by: .external).name
        == "Display")
  }

  @Test(arguments: [
    "alice@example.com", "a@b", "Alice <alice@example.com>", "+91 98765 43210", "+919876543210",
    "9876543210", "tel:+49-30-1234567", "(030) 123 45 67", "12025550123", "٩٨٧٦٥٤٣٢١٠",
  ])
  func `an address or a number by which somebody can be reached is shown to nobody else`(
    contact: String
  ) {
    let shown = Self.user(contact).shown(by: .external)
    #expect(shown.id == World.viewer.text)
    #expect(shown.name.wholeMatch(of: /Viewer [1-9][0-9]{3}/) != nil)
    // Nor is it a name: then the next best one is shown.
    let named = Self.user("id", username: "name", displayName: contact).shown(by: .external)
    #expect(named.name == "name")
    #expect(Self.user(contact).shownToOperators == ShownUser(id: contact, name: contact))
  }

  @Test(arguments: [
    "alice", "tenant/42", "42", "123456789", "1234567890123456", "@alice", "alice@", "a-1-2-3",
    "8f14e45f-ceea-467f-a0f6-1b2c3d4e5f60", "user+7", "",
  ])
  func `other ids are shown as they are`(id: String) {
    #expect(Self.user(id).shown(by: .external).id == id)
  }

  @Test func `an operator may have only Ovation's own ids shown`() {
    let shown = Self.user("alice").shown(by: .own)
    #expect(shown.id == World.viewer.text && shown.name.hasPrefix("Viewer "))
    #expect(Self.user("alice", displayName: "Al").shown(by: .own).name == "Al")
  }
}
