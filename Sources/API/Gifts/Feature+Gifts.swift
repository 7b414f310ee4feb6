import Application
import Monetization

extension Permission {
  static let sendGifts = Permission("sendGifts", of: .user)
  static let readOwnGifts = Permission("readOwnGifts", of: .user)
  /// Gifts and packages, retired ones too.
  static let readCatalog = Permission("readCatalog", of: .admin)
  /// Gifts and packages.
  static let editCatalog = Permission("editCatalog", of: .admin)
}

extension Feature {
  /// Gifts: the catalog, sending, what was sent and received.
  static let gifts = Feature(
    "gifts", [SendGiftRoute.endpoint] + GiftRoutes.endpoints + GiftCatalogRoutes.endpoints,
    settings: [SettingsSection(\.gifts, \.gifts)])
}
