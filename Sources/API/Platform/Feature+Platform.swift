import Application
import Monetization

extension Permission {
  static let readMetrics = Permission("readMetrics", of: .admin)
  static let readLedger = Permission("readLedger", of: .admin)
}

extension Feature {
  /// What operators and developers look at; it is always there.
  static let platform = Feature(
    "platform", PlatformRoutes.endpoints, settings: [SettingsSection(\.mode, \.mode)])
}
