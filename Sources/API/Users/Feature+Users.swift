import Application

extension Permission {
  static let readOwnAccount = Permission("readOwnAccount", of: .user)
  static let editOwnLimits = Permission("editOwnLimits", of: .user)
  static let suspendUsers = Permission("suspendUsers", of: .admin)
  static let readUsers = Permission("readUsers", of: [.service, .admin])
  /// What the integrator's servers do.
  static let saveUsers = Permission("saveUsers", of: .service)
}

extension Feature {
  /// Who people are, and what they set for themselves.
  static let users = Feature("users", UserRoutes.endpoints)
}
