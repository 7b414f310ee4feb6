import Application
import Monetization

extension Permission {
  static let readOwnWallet = Permission("readOwnWallet", of: .user)
  static let adjustWallets = Permission("adjustWallets", of: .admin)
}

extension Feature {
  /// What people have, and how it came to be.
  static let wallets = Feature(
    "wallets", WalletRoutes.endpoints,
    settings: [
      SettingsSection(\.coin, \.coin), SettingsSection(\.coinNames, \.coinNames),
    ])
}
