import Application
import HTTPServer
import JSON
import Monetization

/// The economy of the platform.
enum SettingsRoutes {
  static let endpoints =
    [
      Endpoint(.get, "/api/admin/settings", for: .admin, "The settings in force.", show),
      Endpoint(
        .patch, "/api/admin/settings", for: .admin,
        "Change settings; what is not named stays as it is.", change),
    ].of(.settings)

  private static func show(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let settings = try await call.reading(await call.platform.directory.settings())
    return .object { $0.write(settings) }
  }

  private static func change(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let fields = try call.body { SettingsFields(&$0) }
    let changed = try await call.performing { platform, caller throws(UseCaseError) in
      try await platform.editSettings(by: caller, from: fields.version) { fields.apply(to: &$0) }
    }
    return .object { $0.write(changed) }
  }
}
