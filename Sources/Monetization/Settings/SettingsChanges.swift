/// The fields of the settings that are set; every other field stays as it is.
package struct SettingsChanges: Equatable, Sendable {
  package var preset: String?
  package var coin = CoinSettings.Changes()
  package var splits = SplitRules.Changes()
  package var gifts = GiftSettings.Changes()
  package var likes = LikeSettings.Changes()
  package var withdrawals = WithdrawalSettings.Changes()
  package var tips = TipSettings.Changes()
  package var mode = ModeSettings.Changes()
  package var coinNames = CoinNames.Changes()

  /// No field.
  package init() {}

  /// Every field but the version, as a whole document sets it.
  package init(_ settings: Settings) {
    var copy = GroupCopy(settings: settings)
    Settings.visit(&copy)
    self = copy.changes
    preset = settings.preset
  }

  /// The settings after the edit, still of the same version.
  func applied(to settings: Settings) -> Settings {
    var edit = GroupEdit(changes: self, settings: settings)
    Settings.visit(&edit)
    edit.settings.preset = preset ?? settings.preset
    return edit.settings
  }
}

private struct GroupCopy: SettingsVisitor {
  let settings: Settings
  var changes = SettingsChanges()

  mutating func visit<Group: SettingsGroup>(
    _ group: WritableKeyPath<Settings, Group>,
    _ changes: WritableKeyPath<SettingsChanges, Group.Changes>
  ) {
    self.changes[keyPath: changes] = Group.Changes(settings[keyPath: group])
  }
}

private struct GroupEdit: SettingsVisitor {
  let changes: SettingsChanges
  var settings: Settings

  mutating func visit<Group: SettingsGroup>(
    _ group: WritableKeyPath<Settings, Group>,
    _ changes: WritableKeyPath<SettingsChanges, Group.Changes>
  ) {
    self.changes[keyPath: changes].apply(to: &settings[keyPath: group])
  }
}
