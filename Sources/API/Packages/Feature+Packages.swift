extension Feature {
  /// What coins cost.
  static let packages = Feature("packages", PackageRoutes.endpoints)
}
