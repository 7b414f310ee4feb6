package import HTTPServer
import JSON

/// Every route of the API, in one table that the contract and the tests walk.
package enum EndpointTable {
  /// All rows, by feature.
  package static let all: [Endpoint] =
    GiftRoutes.endpoints + TipRoutes.endpoints + PackageRoutes.endpoints + PurchaseRoutes.endpoints
    + BuyRoutes.endpoints + PaymentRoutes.endpoints + WalletRoutes.endpoints
    + EarningRoutes.endpoints + StreamRoutes.endpoints + CreatorRoutes.endpoints
    + UserRoutes.endpoints + SettingsRoutes.endpoints + APIKeyRoutes.endpoints
    + DemoRoutes.endpoints + TestClockRoutes.endpoints + PlatformRoutes.endpoints

  /// All rows as routes.
  package static func routes(in environment: APIEnvironment) -> [Route] {
    all.map { $0.route(in: environment) }
  }

  /// The table for programs, as `ovation contract --endpoints` prints it.
  ///
  /// `{"data": [{"method", "path", "feature", "audience", "permission", "summary"}]}`; paths are
  /// written as in the contract, `/api/gifts/{id}`; permission is null where none is needed.
  package static var json: [UInt8] {
    JSONWriter.object { object in
      object.objects("data", all) { object, endpoint in
        object.field("method", endpoint.method.rawValue)
        object.field("path", endpoint.path)
        object.field("feature", endpoint.feature.rawValue)
        object.field("audience", endpoint.callers)
        object.field("permission", endpoint.audience.permission?.rawValue)
        object.field("summary", endpoint.summary)
      }
    }
  }
}

extension Endpoint {
  /// The address as the contract writes it.
  fileprivate var path: String {
    pattern.split(separator: "/", omittingEmptySubsequences: false)
      .map { $0.hasPrefix(":") ? "{\($0.dropFirst())}" : String($0) }
      .joined(separator: "/")
  }
}
