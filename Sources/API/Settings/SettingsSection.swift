import JSON
import Monetization

/// A group of settings with its fields of the one document that admins read and edit.
protocol SettingsFields: SettingsGroup {
  /// What an admin says about the group.
  static func changes(in body: inout ObjectReader) -> Changes
  /// Writes every field.
  func write(into object: inout ObjectWriter)
}

/// A group of settings as one part of the document.
struct SettingsSection: Sendable {
  let group: any SettingsGroup.Type
  /// Reads what an admin says about the group.
  let read: @Sendable (inout ObjectReader, inout SettingsChanges) -> Void
  /// Writes the fields of the group.
  let write: @Sendable (Settings, inout ObjectWriter) -> Void

  init<Fields: SettingsFields>(
    _ group: any KeyPath<Settings, Fields> & Sendable,
    _ changes: any WritableKeyPath<SettingsChanges, Fields.Changes> & Sendable
  ) {
    self.group = Fields.self
    read = { $1[keyPath: changes] = Fields.changes(in: &$0) }
    write = { $0[keyPath: group].write(into: &$1) }
  }
}
