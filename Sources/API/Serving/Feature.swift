package import HTTPServer

/// A part of the product that is added, and switched on and off, as a whole.
///
/// Its name groups the page of the API and names its part of the contract, `openapi/<name>.yaml`.
package struct Feature: Sendable {
  package let name: String
  package let endpoints: [Endpoint]
  /// The addresses at which it opens WebSockets.
  package let sockets: [SocketRow]
  /// The groups of the settings that are its own.
  let settings: [SettingsSection]
  /// Whether a configuration offers it.
  let isOn: @Sendable (APIConfiguration) -> Bool

  /// A feature; it is always on unless told otherwise.
  init(
    _ name: String, _ endpoints: [Endpoint], sockets: [SocketRow] = [],
    settings: [SettingsSection] = [],
    isOn: @escaping @Sendable (APIConfiguration) -> Bool = { _ in true }
  ) {
    self.name = name
    self.endpoints = endpoints
    self.sockets = sockets
    self.settings = settings
    self.isOn = isOn
  }

  /// Its rows as routes.
  package func routes(in environment: APIEnvironment) -> [Route] {
    let isOn = isOn(environment.configuration)
    return endpoints.map { $0.route(in: environment, isOn: isOn) }
  }
}

/// An address at which clients open a WebSocket; the executable adds its route.
///
/// Everybody may open one; people with a token also receive what is theirs alone.
package struct SocketRow: Sendable {
  package let pattern: String
  /// One sentence for the page of the API.
  package let summary: String
}
