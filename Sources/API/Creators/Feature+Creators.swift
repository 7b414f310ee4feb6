import Application

extension Permission {
  static let applyAsCreator = Permission("applyAsCreator", of: .user)
  static let readOwnProfile = Permission("readOwnProfile", of: .creator)
  static let readApplications = Permission("readApplications", of: .admin)
  static let reviewCreators = Permission("reviewCreators", of: .admin)
}

extension Feature {
  /// How users become creators, and what everybody sees of them.
  static let creators = Feature("creators", CreatorRoutes.endpoints)
}
