import Application
import HTTPServer
import JSON
import Ledger
import Monetization

/// The economy of the platform.
enum SettingsRoutes {
  static let endpoints = [
    Endpoint(.get, "/api/admin/settings", needs: .readSettings, "The settings in force.", show),
    Endpoint(
      .patch, "/api/admin/settings", needs: .editSettings,
      "Change settings; what is not named stays as it is.", change),
    Endpoint(
      .get, "/api/admin/settings/versions", needs: .readSettings,
      "Every version of the settings, and who saved it.", listVersions
    ).takingQuery(),
  ]

  private static func show(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let settings = try await call.reading(await call.platform.directory.settings())
    return response(settings)
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
    let (version, changes) = try call.body { body in
      (
        body.optionalInteger("version", 0...ObjectReader.safeIntegers.upperBound),
        body.settingsChanges()
      )
    }
    let tags = try call.expectedTags()
    let edited = try await call.performing { platform, caller throws(UseCaseError) in
      try await platform.editSettings(changes, from: version, by: caller, ifOneOf: tags)
    }
    return response(edited)
  }

  private static func response(_ settings: Settings) -> HTTPResponse {
    .object { $0.write(settings) }.tagged(by: settings)
  }
}
