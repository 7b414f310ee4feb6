import Application

extension Permission {
  static let manageKeys = Permission("manageKeys", of: .admin)
}

extension Feature {
  /// Keys of servers that call the API.
  static let access = Feature("access", APIKeyRoutes.endpoints)
}
