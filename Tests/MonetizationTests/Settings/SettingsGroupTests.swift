import Ledger
import Testing

@testable import Monetization

/// What a visitor of the settings is shown.
private struct Visited: SettingsVisitor {
  var groups: [ObjectIdentifier] = []
  var changes: [ObjectIdentifier] = []
  var settings = Settings.initial

  mutating func visit<Group: SettingsGroup>(
    _ group: WritableKeyPath<Settings, Group>,
    _ changes: WritableKeyPath<SettingsChanges, Group.Changes>
  ) {
    groups.append(ObjectIdentifier(Group.self))
    self.changes.append(ObjectIdentifier(Group.Changes.self))
  }
}

@Suite struct SettingsGroupTests {
  @Test func `every group of the settings is visited once, with its edit`() {
    var visited = Visited()
    Settings.visit(&visited)
    let groups = Mirror(reflecting: Settings.initial).children
      .filter { $0.value is any SettingsGroup }
    #expect(groups.count == Mirror(reflecting: Settings.initial).children.count - 2)
    #expect(
      Set(visited.groups) == Set(groups.map { ObjectIdentifier(type(of: $0.value) as Any.Type) }))
    #expect(visited.groups.count == groups.count)
    let changes = Mirror(reflecting: SettingsChanges()).children
      .filter { $0.value is any SettingsGroupChanges }
    #expect(changes.count == Mirror(reflecting: SettingsChanges()).children.count - 1)
    #expect(
      Set(visited.changes)
        == Set(changes.map { ObjectIdentifier(type(of: $0.value) as Any.Type) }))
  }

  @Test func `an old version has what held before for the groups that it lacks`() throws {
    var writer = ByteWriter()
    var settings = Settings.initial
    settings.tips.minimum = 9
    settings.encodeGroups(into: &writer)
    var old = Settings.initial
    var reader = ByteReader(writer.bytes)
    try old.decodeGroups(from: &reader, version: TipSettings.sinceVersion - 1)
    #expect(old.tips == .initial)
    var new = Settings.initial
    reader = ByteReader(writer.bytes)
    try new.decodeGroups(from: &reader, version: Settings.version)
    #expect(new.tips.minimum == 9 && reader.isAtEnd)
  }

  @Test func `a mode is set once`() {
    var changes = SettingsChanges()
    changes.mode.mode = .test
    let begun = changes.applied(to: .initial)
    #expect(begun.mode.mode == .test && !begun.mode.isReal)
    changes.mode.mode = .live
    #expect(changes.applied(to: begun).mode.mode == .test)
  }
}
