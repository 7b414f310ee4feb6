import Monetization
import Testing

@testable import API

/// The groups of the settings.
private struct Groups: SettingsVisitor {
  var types: [ObjectIdentifier] = []

  mutating func visit<Group: SettingsGroup>(
    _ group: WritableKeyPath<Settings, Group>,
    _ changes: WritableKeyPath<SettingsChanges, Group.Changes>
  ) {
    types.append(ObjectIdentifier(Group.self))
  }
}

@Suite struct FeatureTableTests {
  @Test func `features have names and routes of their own`() {
    let names = FeatureTable.all.map(\.name)
    #expect(Set(names).count == names.count)
    for feature in FeatureTable.all { #expect(!feature.lines.isEmpty, "\(feature.name)") }
    let rows = FeatureTable.all.flatMap(\.lines).map { "\($0.method) \($0.pattern)" }
    #expect(Set(rows).count == rows.count)
  }

  @Test func `every group of the settings is a section of one feature`() {
    var groups = Groups()
    Settings.visit(&groups)
    let sections = FeatureTable.settings.map { section in
      ObjectIdentifier(section.group as Any.Type)
    }
    #expect(sections.count == groups.types.count)
    #expect(Set(sections) == Set(groups.types))
  }

  @Test func `words that stand where an id could stand are reserved`() {
    let words = FeatureTable.reservedIDs
    #expect(words.isSuperset(of: ["me", "applications", "apply"]))
    #expect(words.isDisjoint(with: ["gifts", "api", "history", "demo-viewer"]))
  }
}
