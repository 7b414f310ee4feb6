package import HTTPServer
import JSON

/// Every feature: the one list that routes, contract, settings and the page of the API walk.
package enum FeatureTable {
  /// In the order in which people read about them.
  package static let all: [Feature] = [
    .gifts, .tips, .purchases, .packages, .wallets, .earnings, .streams, .creators, .users,
    .settings, .access, .demo, .time, .platform,
  ]

  /// The groups of the settings of all features.
  static let settings: [SettingsSection] = all.flatMap(\.settings)

  /// The rows of all features.
  package static let endpoints: [Endpoint] = all.flatMap(\.endpoints)

  /// Words that stand in some address where another has an id, such as `me` in
  /// `/api/creators/me`: a person of that id could not be addressed.
  package static let reservedIDs: Set<String> = {
    let patterns = endpoints.map { $0.pattern.split(separator: "/") }
    var words: Set<String> = []
    for pattern in patterns {
      for place in pattern.indices where pattern[place].hasPrefix(":") {
        for other in patterns where other.count > place && !other[place].hasPrefix(":") {
          if other[..<place] == pattern[..<place] { words.insert(String(other[place])) }
        }
      }
    }
    return words
  }()

  /// All rows as routes.
  package static func routes(in environment: APIEnvironment) -> [Route] {
    all.flatMap { $0.routes(in: environment) }
  }

  /// The table for programs, as `ovation contract --endpoints` prints it.
  ///
  /// `{"data": [{"method", "path", "feature", "audience", "permission", "repetition",
  /// "summary"}]}`; paths are written as in the contract, `/api/gifts/{id}`; permission is null
  /// where none is needed, repetition for what is no `POST`.
  package static var json: [UInt8] {
    let rows = all.flatMap { feature in feature.endpoints.map { (feature, $0) } }
    return JSONWriter.object { object in
      object.objects("data", rows) { object, row in
        let (feature, endpoint) = row
        object.field("method", endpoint.method.rawValue)
        object.field("path", endpoint.path)
        object.field("feature", feature.name)
        object.field("audience", endpoint.callers)
        object.field("permission", endpoint.audience.permission?.name)
        object.field("repetition", endpoint.repetition?.rawValue)
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
