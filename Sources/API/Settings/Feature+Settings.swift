import Application
import Monetization

extension Permission {
  static let readSettings = Permission("readSettings", of: .admin)
  static let editSettings = Permission("editSettings", of: .admin)
}

extension Feature {
  /// The economy of the platform.
  static let settings = Feature(
    "settings", SettingsRoutes.endpoints,
    settings: [SettingsSection(\.splits, \.splits), SettingsSection(\.likes, \.likes)])
}
