import Ledger
import Money

/// An admin edits the platform's settings; what held before is kept as a version.
///
/// The edit is applied to the settings as they are when the command is decided, so that two edits
/// of different fields both hold.
package struct SaveSettings: Rule {
  package typealias Made = SettingsSaved

  /// The version that the edit was made from, which must still be the newest; nil for whichever is.
  package let version: Int64?
  package let changes: SettingsChanges

  package init(from version: Int64?, changes: SettingsChanges) {
    self.version = version
    self.changes = changes
  }

  /// Sets every field; the document's version is the one that it was made from.
  package init(settings: Settings) {
    self.init(from: settings.version, changes: SettingsChanges(settings))
  }

  package var command: Command { .saveSettings(self) }

  /// What the rules read.
  package var footprint: Footprint { Footprint() }

  package func decide(in state: State, at moment: Moment) -> Decision {
    let before = state.settings
    guard version == nil || version == before.version else {
      return .refuse(.settings(.changedMeanwhile))
    }
    var saved = changes.applied(to: before)
    guard saved != before || before.version == 0 else { return .unchanged }
    if let fault = saved.fault { return .refuse(fault) }
    saved.version = before.version + 1
    let kept = SettingsVersion(
      id: SettingsVersionID(moment.stamp.rawValue), author: moment.actor, settings: saved)
    return .accept(
      Delta(
        facts: [.settingsSaved(SettingsSaved(version: saved.version))],
        rows: [.settings(saved), .settingsVersion(kept)]))
  }
}
