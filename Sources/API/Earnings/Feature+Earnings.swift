import Application
import Monetization

extension Permission {
  static let readOwnEarnings = Permission("readOwnEarnings", of: .creator)
}

extension Feature {
  /// What creators earned.
  static let earnings = Feature(
    "earnings", EarningRoutes.endpoints,
    settings: [SettingsSection(\.withdrawals, \.withdrawals)])
}
