import Application
import Monetization

extension Permission {
  static let sendTips = Permission("sendTips", of: .user)
  static let readOwnTips = Permission("readOwnTips", of: .user)
}

extension Feature {
  /// Tips to creators.
  static let tips = Feature(
    "tips", TipRoutes.endpoints, settings: [SettingsSection(\.tips, \.tips)])
}
