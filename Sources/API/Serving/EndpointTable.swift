package import HTTPServer

/// Every route of the API, in one table that the contract and the tests walk.
package enum EndpointTable {
  /// All rows, by feature.
  package static let all: [Endpoint] =
    GiftRoutes.endpoints + PackageRoutes.endpoints + PurchaseRoutes.endpoints
    + BuyRoutes.endpoints + PaymentRoutes.endpoints + WalletRoutes.endpoints
    + EarningRoutes.endpoints + StreamRoutes.endpoints + CreatorRoutes.endpoints
    + UserRoutes.endpoints + SettingsRoutes.endpoints + APIKeyRoutes.endpoints
    + DemoRoutes.endpoints + TestClockRoutes.endpoints + PlatformRoutes.endpoints

  /// All rows as routes.
  package static func routes(in environment: APIEnvironment) -> [Route] {
    all.map { $0.route(in: environment) }
  }
}
