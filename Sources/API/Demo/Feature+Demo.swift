extension Feature {
  /// Signing in without an identity provider.
  static let demo = Feature("demo", DemoRoutes.endpoints) { $0.demo != nil }
}
