package import HTTPServer

/// A part of the product that is added, and switched on and off, as a whole.
///
/// Its name groups the page of the API and names its part of the contract, `openapi/<name>.yaml`.
package struct Feature: Sendable {
  package let name: String
  package let endpoints: [Endpoint]
  /// The groups of the settings that are its own.
  let settings: [SettingsSection]
  /// Whether a configuration offers it.
  let isOn: @Sendable (APIConfiguration) -> Bool

  /// A feature; it is always on unless told otherwise.
  init(
    _ name: String, _ endpoints: [Endpoint], settings: [SettingsSection] = [],
    isOn: @escaping @Sendable (APIConfiguration) -> Bool = { _ in true }
  ) {
    self.name = name
    self.endpoints = endpoints
    self.settings = settings
    self.isOn = isOn
  }

  /// Its rows as routes.
  package func routes(in environment: APIEnvironment) -> [Route] {
    let isOn = isOn(environment.configuration)
    return endpoints.map { $0.route(in: environment, isOn: isOn) }
  }
}
