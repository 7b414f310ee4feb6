import Application
import HTTPServer
import JSON
import Ledger
import Monetization

/// The economy of the platform.
enum SettingsRoutes {
  static let endpoints =
    [
      Endpoint(.get, "/api/admin/settings", needs: .readSettings, "The settings in force.", show),
      Endpoint(
        .patch, "/api/admin/settings", needs: .editSettings,
        "Change settings; what is not named stays as it is.", change),
      Endpoint(
        .get, "/api/admin/settings/versions", needs: .readSettings,
        "Every version of the settings, and who saved it.", listVersions),
    ].of(.settings)

  private static func show(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let settings = try await call.reading(await call.platform.directory.settings())
    return .object { $0.write(settings) }
  }

  private static func listVersions(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let paging = try call.query { $0.paging(by: SettingsVersionEntity.self) }
    let page = try await call.reading(
      await call.platform.settingsVersions(before: paging.cursor, limit: paging.limit))
    return .list(page.items, next: page.next.map { SettingsVersionID($0.rawValue).text }) {
      $0.write($1)
    }
  }

  private static func change(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let fields = try call.body { SettingsFields(&$0) }
    let changed = try await call.performing { platform, caller throws(UseCaseError) in
      try await platform.editSettings(by: caller, from: fields.version) { fields.apply(to: &$0) }
    }
    return .object { $0.write(changed) }
  }
}
